import type { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import { system } from '@/server/auth/actor'
import { emailInput, passwordInput } from '@/server/auth/credentials'
import { isDemoEmail } from '@/server/auth/demo-accounts'
import { verifyPassword } from '@/server/auth/password'
import { openSession, revokeSession } from '@/server/auth/sessions'
import { countTry, forgetTries, SIGN_IN_LIMITS, tooMany } from '@/server/auth/throttle'
import type { Staff } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'

/** A person who just signed in, and their new session. */
export type SignedIn = { staffId: string; sessionId: string }

type From = { address: string; requestId: string }
type SignInEnv = Pick<Env, 'db' | 'fast'> & { config: Pick<Env['config'], 'mode'> }

/**
 * Signs a person in by e-mail and password. Unknown e-mail and wrong password are told apart by nobody, neither by the
 * answer nor by its time.
 * @throws DomainError invalid (with its field), `sign_in_refused`, `staff_disabled`, `too_many_tries`
 */
export async function signIn(
  env: SignInEnv,
  typed: { email: unknown; password: unknown },
  from: From,
): Promise<SignedIn> {
  const email = checked(emailInput, typed.email, 'email')
  const password = checked(passwordInput, typed.password, 'password')
  await throttle(env, email, from)
  const staff = await env.db.prisma.staff.findUnique({ where: { email } })
  const matches = await verifyPassword(staff?.passwordHash ?? null, password)
  if (!staff || !matches || !opensHere(env, staff)) {
    await auditRefusal(env, staff?.id ?? 'unknown', 'sign_in_refused', from)
    throw new DomainError('unauthenticated', 'sign_in_refused', { field: 'password' })
  }
  const signedIn = await enter(env, staff, from)
  await forgetTries(env.fast, SIGN_IN_LIMITS.email, email)
  return signedIn
}

/**
 * Signs in as one of the demo's people by their e-mail alone.
 * @throws DomainError `demo_only` outside demo mode and for anybody else
 */
export async function signInDemo(env: SignInEnv, typed: { email: unknown }, from: From): Promise<SignedIn> {
  const email = checked(emailInput, typed.email, 'email')
  const staff = await env.db.prisma.staff.findUnique({ where: { email } })
  if (env.config.mode !== 'demo' || !staff || !isDemoEmail(email)) {
    throw new DomainError('forbidden', 'demo_only')
  }
  return await enter(env, staff, from)
}

/** Ends a session and notes it; nothing happens when it had ended before. */
export async function signOut(env: SignInEnv, sessionId: string, requestId: string): Promise<void> {
  await env.db.prisma.$transaction(async (tx) => {
    const session = await tx.session.findUnique({ where: { id: sessionId }, include: { staff: true } })
    if (!session || !(await revokeSession(tx, sessionId))) return
    const { id, name, role } = session.staff
    await appendAudit(tx, {
      actor: { kind: 'staff', id, name, role, sessionId },
      action: 'staff.signed_out',
      subject: { kind: 'staff', id },
      requestId,
    })
  })
}

const opensHere = (env: SignInEnv, staff: Staff) => env.config.mode === 'demo' || !isDemoEmail(staff.email)

async function enter(env: SignInEnv, staff: Staff, { requestId }: From): Promise<SignedIn> {
  // Told only to somebody who knew the password.
  if (staff.disabledAt) throw new DomainError('forbidden', 'staff_disabled')
  const { id, name, role } = staff
  const sessionId = await env.db.prisma.$transaction(async (tx) => {
    const opened = await openSession(tx, id)
    await appendAudit(tx, {
      actor: { kind: 'staff', id, name, role, sessionId: opened },
      action: 'staff.signed_in',
      subject: { kind: 'staff', id },
      requestId,
    })
    return opened
  })
  return { staffId: id, sessionId }
}

async function throttle(env: SignInEnv, email: string, from: From): Promise<void> {
  const byAddress = await countTry(env.fast, SIGN_IN_LIMITS.address, from.address)
  const byEmail = await countTry(env.fast, SIGN_IN_LIMITS.email, email)
  if (!byAddress.refused && !byEmail.refused) return
  // One row for a whole flood, or the audit could be filled by anybody.
  if (byAddress.justNow || byEmail.justNow) await auditRefusal(env, 'unknown', 'too_many_tries', from)
  throw tooMany(byEmail.refused ? SIGN_IN_LIMITS.email : SIGN_IN_LIMITS.address)
}

/** What was typed stays out of the audit: it may be a password in the wrong field. */
async function auditRefusal(
  env: SignInEnv,
  staffId: string,
  reason: string,
  { requestId }: From,
): Promise<void> {
  await env.db.prisma.$transaction((tx) =>
    appendAudit(tx, {
      actor: system('sign-in'),
      action: 'staff.sign_in_refused',
      subject: { kind: 'staff', id: staffId },
      after: { reason },
      requestId,
    }),
  )
}

/** Parses one typed value; its schema's messages are the reasons. */
function checked<T>(schema: z.ZodType<T>, value: unknown, field: string): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  throw new DomainError('invalid', read.error.issues[0]?.message ?? 'invalid', { field })
}
