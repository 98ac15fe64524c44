import type { z } from 'zod'
import type { FieldError } from './problem'
import { MOST_BODY_BYTES } from './schema'

export type ReadBody<Input> = { ok: true; input: Input } | { ok: false; errors: FieldError[] }

/**
 * Reads and checks the JSON body of a call of the client API; stops reading at the limit. Every fault names its field.
 * `known`: the body, where it was read already.
 */
export async function readBody<Input>(
  request: Request,
  shape: z.ZodType<Input>,
  known?: Uint8Array,
): Promise<ReadBody<Input>> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    return fault('Content-Type', 'must be application/json')
  }
  const bytes = known ?? (await readUpTo(request, MOST_BODY_BYTES))
  if (bytes === null) return fault('body', `must have at most ${MOST_BODY_BYTES} bytes`)
  const value = parseJson(bytes)
  if (value === undefined) return fault('body', 'must be JSON in UTF-8')
  const read = shape.safeParse(value)
  if (read.success) return { ok: true, input: read.data }
  return { ok: false, errors: fieldErrors(read.error) }
}

/** What is the matter with each field; those that there are not are named one by one. Pure. */
export function fieldErrors({ issues }: Pick<z.ZodError, 'issues'>): FieldError[] {
  return issues.flatMap((issue) => {
    const { path, message } = issue
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ field: nameOf([...path, key]), detail: 'is not known' }))
    return [{ field: nameOf(path) || 'body', detail: message }]
  })
}

const nameOf = (path: readonly PropertyKey[]) => path.map(String).join('.')

const fault = (field: string, detail: string): ReadBody<never> => ({ ok: false, errors: [{ field, detail }] })

/** The whole body, or null where it is longer than `limit` bytes. */
export async function readUpTo(request: Request, limit: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) ?? null
  } catch {
    return undefined
  }
}
