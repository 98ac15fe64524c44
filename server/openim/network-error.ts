import { z } from 'zod'

/**
 * Codes of Node and undici that mean the connection was never made, so the request cannot have left. `ETIMEDOUT` is
 * absent on purpose: it also ends an established connection, and is judged by its system call below.
 */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

const node = z.looseObject({
  code: z.string().optional().catch(undefined),
  syscall: z.string().optional().catch(undefined),
  cause: z.unknown().optional(),
  errors: z.array(z.unknown()).optional().catch(undefined),
})

/**
 * Whether a rejected fetch proves that no connection was made. fetch wraps the reason in `cause`, and an address with
 * several records in an AggregateError, all of whose parts must agree. In doubt the answer is no.
 */
export function wasNeverConnected(error: unknown, depth = 0): boolean {
  const parsed = node.safeParse(error)
  if (!parsed.success || depth > 4) return false
  const { code, syscall, cause, errors } = parsed.data
  if (errors !== undefined && errors.length > 0)
    return errors.every((part) => wasNeverConnected(part, depth + 1))
  if (code !== undefined) return neverConnected.has(code) || (code === 'ETIMEDOUT' && syscall === 'connect')
  return wasNeverConnected(cause, depth + 1)
}
