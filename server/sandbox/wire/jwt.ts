import { createHmac, timingSafeEqual } from 'node:crypto'

/** What an OpenIM token says; exp and iat in seconds (contract 2.2). */
export interface Claims {
  UserID: string
  PlatformID: number
  exp: number
  iat: number
  /** Not before; tokens issued here carry none. */
  nbf?: number
}

const HEADER = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')

/** An HS256 JWT over the claims. */
export function signToken(claims: Claims, secret: string): string {
  const body = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  return `${body}.${mac(body, secret).toString('base64url')}`
}

/** The claims of a token, or what is wrong with its form or signature. Expiry is not looked at. */
export function readToken(token: string, secret: string): Claims | 'malformed' | 'signature' {
  const [header, payload, signature, ...rest] = token.split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length)
    return 'malformed'
  const claims = claimsOf(payload)
  if (!claims) return 'malformed'
  const given = Buffer.from(signature, 'base64url')
  const want = mac(`${header}.${payload}`, secret)
  if (given.length !== want.length || !timingSafeEqual(given, want)) return 'signature'
  return claims
}

function claimsOf(payload: string): Claims | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    if (typeof read !== 'object' || read === null) return undefined
    const { UserID, PlatformID, exp, iat, nbf } = {
      UserID: '',
      PlatformID: 0,
      exp: 0,
      iat: 0,
      nbf: 0,
      ...read,
    }
    if (typeof UserID !== 'string' || typeof PlatformID !== 'number') return undefined
    const times = { exp: Number(exp), iat: Number(iat) }
    return { UserID, PlatformID, ...times, ...(nbf ? { nbf: Number(nbf) } : {}) }
  } catch {
    return undefined
  }
}

function mac(body: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(body).digest()
}
