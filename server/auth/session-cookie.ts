import { decode } from 'next-auth/jwt'
import { z } from 'zod'

/** The cookie that names the session. Over https it is bound to this host and to https by its name. */
export const SESSION_COOKIE = (url: string) => (isHttps(url) ? '__Host-steward.session' : 'steward.session')

export const sessionCookieOptions = (url: string) => ({
  httpOnly: true,
  sameSite: 'lax' as const,
  path: '/',
  secure: isHttps(url),
})

const claims = z.object({ sid: z.uuid() })

/** The session id in a token's claims; undefined in a token that is none of ours. */
export const sidOf = (token: unknown): string | undefined => claims.safeParse(token).data?.sid

/** The session id in a request's `Cookie` header; null without one, or when it was altered, is old or is foreign. */
export async function sessionIdIn(
  cookieHeader: string | null,
  { url, nextAuthSecret }: { url: string; nextAuthSecret: string },
): Promise<string | null> {
  const token = cookieValue(cookieHeader ?? '', SESSION_COOKIE(url))
  if (!token) return null
  try {
    return sidOf(await decode({ token, secret: nextAuthSecret })) ?? null
  } catch {
    return null
  }
}

/** The value of the first cookie of that name. */
function cookieValue(header: string, name: string): string | undefined {
  const pair = header.split(';').find((part) => part.trim().startsWith(`${name}=`))
  return pair?.trim().slice(name.length + 1)
}

const isHttps = (url: string) => url.startsWith('https://')
