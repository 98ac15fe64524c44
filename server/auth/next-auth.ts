import type { NextRequest } from 'next/server'
import NextAuth, { type AuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { addressOf } from '@/server/auth/request'
import { SESSION_COOKIE, sessionCookieOptions, sidOf } from '@/server/auth/session-cookie'
import { SESSION_MS } from '@/server/auth/sessions'
import { type SignedIn, signIn, signInDemo, signOut } from '@/server/auth/sign-in'
import { isLoopback } from '@/server/config'
import type { Env } from '@/server/env'
import { DomainError, ERROR_STATUS } from '@/server/errors'
import { log } from '@/server/log'

declare module 'next-auth' {
  interface User {
    /** Names the row of `session`. */
    sid: string
  }
}

type RouteContext = { params: Promise<{ nextauth: string[] }> }

/**
 * Answers next-auth's routes. Where a sign-in was refused, the answer is ours: its status, and `{data: {reason, field,
 * facts, requestId}}` as tRPC has it.
 */
export async function handleAuth(env: Env, request: NextRequest, context: RouteContext): Promise<Response> {
  const requestId = crypto.randomUUID()
  const attempt: Attempt = { env, requestId, request, refusal: null }
  // next-auth reads its own address only from there.
  process.env.NEXTAUTH_URL = env.config.url
  const response: Response = await NextAuth(request, context, optionsFor(attempt))
  return attempt.refusal ? refused(attempt.refusal, requestId) : response
}

type Attempt = { env: Env; requestId: string; request: NextRequest; refusal: DomainError | null }

function optionsFor(attempt: Attempt): AuthOptions {
  const { env, requestId } = attempt
  const from = { address: addressOf(attempt.request.headers, env.config.trustedProxies), requestId }
  return {
    secret: env.config.nextAuthSecret,
    session: { strategy: 'jwt', maxAge: SESSION_MS / 1000 },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: { name: SESSION_COOKIE(env.config.url), options: sessionCookieOptions(env.config.url) },
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: (typed) =>
          asUser(attempt, () => signIn(env, { email: typed?.email, password: typed?.password }, from)),
      }),
      Credentials({
        id: 'demo',
        credentials: { email: {} },
        authorize: (typed) => asUser(attempt, () => demoSignIn(attempt, typed?.email, from)),
      }),
    ],
    callbacks: {
      // The cookie carries nothing but the session's id: everything else is read afresh at each request.
      jwt: ({ token, user }) => (user?.sid ? { sid: user.sid } : { sid: sidOf(token) }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ baseUrl }) => baseUrl,
    },
    events: {
      signOut: async ({ token }) => {
        const sid = sidOf(token)
        if (sid) await signOut(env, sid, requestId)
      },
    },
    logger: {
      error: (code, metadata) => log().error({ requestId, err: causeOf(metadata) }, `next-auth: ${code}`),
      warn: (code) => log().debug({ requestId }, `next-auth: ${code}`),
      debug: () => {},
    },
  }
}

/** A foreign page that points its own name at this machine (DNS rebinding) must not sign anybody in. */
async function demoSignIn(
  { env, request }: Attempt,
  email: unknown,
  from: { address: string; requestId: string },
) {
  const host = request.headers.get('host') ?? ''
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
  if (!isLoopback(name)) throw new DomainError('forbidden', 'demo_only')
  return await signInDemo(env, { email }, from)
}

/** Runs a sign-in and keeps its refusal. next-auth puts an error's message into an address, so it gets none. */
async function asUser(attempt: Attempt, enter: () => Promise<SignedIn>) {
  try {
    const { staffId, sessionId } = await enter()
    return { id: staffId, sid: sessionId }
  } catch (error) {
    const { requestId } = attempt
    if (!(error instanceof DomainError)) log().error({ requestId, err: error }, 'signing in failed')
    attempt.refusal =
      error instanceof DomainError ? error : new DomainError('unavailable', 'sign_in_unavailable')
    return null
  }
}

function refused(refusal: DomainError, requestId: string): Response {
  const { code, reason, field, facts } = refusal
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (typeof facts.minutes === 'number') headers.set('retry-after', String(facts.minutes * 60))
  return Response.json({ data: { reason, field, facts, requestId } }, { status: ERROR_STATUS[code], headers })
}

const causeOf = (metadata: unknown): unknown =>
  metadata instanceof Error ? metadata : Reflect.get(Object(metadata), 'error')
