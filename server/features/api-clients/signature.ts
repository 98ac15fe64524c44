import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** How a backend signs a request: HMAC-SHA256 over what it asks for, when, and under which nonce. Pure. */

export const SCHEME = 'Steward-HMAC-SHA256'

/** What `Authorization` says of a signed request. `time` is Unix ms. */
export type Signed = { keyId: string; time: number; nonce: string; signature: string }

/** What is signed besides: `path` with its query, as it was sent. */
export type SignedRequest = { method: string; path: string; body: Uint8Array }

const header = new RegExp(
  `^${SCHEME} +key=(sk_[0-9a-z]{16}), *time=(\\d{1,15}), *nonce=([\\w-]{16,64}), *signature=([0-9a-f]{64})$`,
  'i',
)

/** Whether a request says that it is signed, well or not. */
export const isSigned = (authorization: string | null): boolean =>
  authorization?.trimStart().toLowerCase().startsWith(SCHEME.toLowerCase()) ?? false

/** Reads the header; null where it is not as it has to be. */
export function readSigned(authorization: string | null): Signed | null {
  const [, keyId, time, nonce, signature] = header.exec(authorization?.trim() ?? '') ?? []
  if (!keyId || !time || !nonce || !signature) return null
  return { keyId: keyId.toLowerCase(), time: Number(time), nonce, signature: signature.toLowerCase() }
}

/** The text that is signed: one line each, without an end of line after the last. */
export function signedText({ method, path, body }: SignedRequest, time: number, nonce: string): string {
  const bodyHash = createHash('sha256').update(body).digest('hex')
  return [SCHEME, method.toUpperCase(), path, bodyHash, time, nonce].join('\n')
}

/** Whether the signature was made with this secret. Takes as long for any wrong one. */
export function isSignedWith(secret: string, signed: Signed, request: SignedRequest): boolean {
  const expected = createHmac('sha256', secret)
    .update(signedText(request, signed.time, signed.nonce))
    .digest()
  return timingSafeEqual(expected, Buffer.from(signed.signature, 'hex'))
}
