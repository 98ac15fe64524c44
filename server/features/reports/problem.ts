/** Answers of the client API that say no: problem details as in RFC 9457. Nothing in them comes from OpenIM. */

const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const

export type ProblemStatus = keyof typeof TITLES
export type FieldError = { field: string; detail: string }

/** What a client may rely on where it does not look closer. */
const CODES = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  422: 'unprocessable',
  429: 'too_many',
  500: 'internal',
  503: 'unavailable',
} as const satisfies Record<ProblemStatus, string>

type More = {
  code?: string
  errors?: FieldError[]
  retryAfterSeconds?: number | undefined
  /** What whoever was refused can tell support. */
  reference?: string
  /** How a caller that is not known may say who it is. */
  challenge?: string
}

/** A problem document; `code` says what is the matter and stays as it is. Equal arguments give equal bytes. */
export function problem(
  status: ProblemStatus,
  detail: string,
  { code = CODES[status], errors, retryAfterSeconds, reference, challenge = 'Bearer' }: More = {},
): Response {
  const known = { type: 'about:blank', title: TITLES[status], status, code, detail }
  const body = { ...known, ...(errors && { errors }), ...(reference && { reference }) }
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds))
  if (status === 401) headers.set('www-authenticate', challenge)
  return new Response(JSON.stringify(body), { status, headers })
}

/** 400 that names each field. */
export function badFields(errors: FieldError[]): Response {
  return problem(400, 'Some fields cannot be used.', { errors })
}
