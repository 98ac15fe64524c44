import { z } from 'zod'

/** Procedures of a console as a browser calls them, for benches that look at it from outside. */

const answered = z.object({ result: z.object({ data: z.unknown() }) })

/** Calls a query. @throws Error with the status where it is refused */
export async function query<T>(
  url: string,
  cookie: string,
  name: string,
  input: object,
  shape: z.ZodType<T>,
): Promise<T> {
  const encoded = encodeURIComponent(JSON.stringify(input))
  const response = await fetch(`${url}/api/trpc/${name}?input=${encoded}`, { headers: { cookie } })
  return shape.parse(await dataOf(name, response))
}

/** Calls a mutation. @throws Error with the status where it is refused */
export async function mutate<T>(
  url: string,
  cookie: string,
  name: string,
  input: object,
  shape: z.ZodType<T>,
): Promise<T> {
  const response = await fetch(`${url}/api/trpc/${name}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  return shape.parse(await dataOf(name, response))
}

async function dataOf(name: string, response: Response): Promise<unknown> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${text}`)
  return answered.parse(JSON.parse(text)).result.data
}
