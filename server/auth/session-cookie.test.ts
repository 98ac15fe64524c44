import { encode } from 'next-auth/jwt'
import { expect, it } from 'vitest'
import { SESSION_COOKIE, sessionCookieOptions, sessionIdIn } from '@/server/auth/session-cookie'

const HTTP = { url: 'http://127.0.0.1:3000', nextAuthSecret: 'a secret of enough length for a test' }
const HTTPS = { ...HTTP, url: 'https://steward.example.org' }
const SID = '0192f0c1-1111-7abc-8def-000000000001'
const tokenOf = (claims: Record<string, unknown>, secret = HTTP.nextAuthSecret, maxAge = 60) =>
  encode({ token: claims, secret, maxAge })

it('finds the session among other cookies', async () => {
  const header = `theme=dark; ${SESSION_COOKIE(HTTP.url)}=${await tokenOf({ sid: SID })}; x=1`
  expect(await sessionIdIn(header, HTTP)).toBe(SID)
})

it('over https reads only the cookie that is bound to the host', async () => {
  const token = await tokenOf({ sid: SID })
  expect(await sessionIdIn(`steward.session=${token}`, HTTPS)).toBeNull()
  expect(await sessionIdIn(`__Host-steward.session=${token}`, HTTPS)).toBe(SID)
  expect(sessionCookieOptions(HTTPS.url)).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax' })
  expect(sessionCookieOptions(HTTP.url)).toMatchObject({ secure: false, httpOnly: true })
})

it.each([
  ['none', async () => null],
  ['another secret', () => tokenOf({ sid: SID }, 'another secret of enough length for it')],
  ['an expired token', () => tokenOf({ sid: SID }, HTTP.nextAuthSecret, -60)],
  ['a token without a session', () => tokenOf({ sub: SID })],
  ['a session that is no id', () => tokenOf({ sid: '1 OR 1=1' })],
  ['rubbish', async () => 'rubbish'],
])('%s is nobody', async (_, token) => {
  const value = await token()
  expect(await sessionIdIn(value && `${SESSION_COOKIE(HTTP.url)}=${value}`, HTTP)).toBeNull()
})
