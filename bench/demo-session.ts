import { z } from 'zod'

/** Signs in as one of the demo's people as the sign-in page does; answers the `Cookie` header of the session. */
export async function demoSession(url: string, email = 'lin@demo.local'): Promise<string> {
  const csrf = await fetch(`${url}/api/auth/csrf`)
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json())
  const signedIn = await fetch(`${url}/api/auth/callback/demo`, {
    method: 'POST',
    headers: { cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ email, csrfToken, json: 'true' }),
  })
  const cookie = cookiesOf(signedIn)
  if (!signedIn.ok || !cookie.includes('session'))
    throw new Error(`the demo's sign-in answered ${signedIn.status}`)
  return cookie
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
