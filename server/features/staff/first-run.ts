import { createHash, randomInt } from 'node:crypto'
import { appendAudit } from '@/server/audit/append'
import { system } from '@/server/auth/actor'
import { DEMO_DOMAIN, isDemoEmail } from '@/server/auth/demo-accounts'
import { hashPassword } from '@/server/auth/password'
import { countTry, FIRST_RUN_LIMIT, tooMany } from '@/server/auth/throttle'
import type { Tx } from '@/server/db/client'
import type { PrismaClient } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { type FirstRunInput, firstRunInput } from '@/server/features/staff/schema'

/** Letters and digits that nobody mistakes for each other; 20 of them are 98 bits. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUPS = 4
const GROUP_LENGTH = 5

/** Whether there is nobody yet who could sign in; then the first run is open. The demo's people do not count. */
export async function nobodyYet(prisma: Tx): Promise<boolean> {
  const first = await prisma.staff.findFirst({
    where: { NOT: { email: { endsWith: `@${DEMO_DOMAIN}` } } },
    select: { id: true },
  })
  return first === null
}

/**
 * A fresh one-time code for the first-run page, in clear, in place of any earlier one; only its hash is kept.
 * Null once there is staff.
 */
export async function issueSetupCode(prisma: PrismaClient): Promise<string | null> {
  return await prisma.$transaction(async (tx) => {
    if (!(await nobodyYet(tx))) return null
    const code = newCode()
    const codeHash = hashOf(code)
    await tx.setupCode.upsert({
      where: { id: 1 },
      create: { codeHash },
      update: { codeHash, createdAt: new Date(), usedAt: null },
    })
    return code
  })
}

/**
 * Makes the first owner. Of two at once one wins: the code is marked as used in the same transaction.
 * @throws DomainError invalid (with its field), `setup_code_wrong`, `first_run_over`, `too_many_tries`
 */
export async function createFirstOwner(
  env: Pick<Env, 'db' | 'fast'>,
  typed: unknown,
  from: { address: string; requestId: string },
): Promise<{ staffId: string; email: string }> {
  const input = checked(typed)
  const { refused } = await countTry(env.fast, FIRST_RUN_LIMIT, from.address)
  if (refused) throw tooMany(FIRST_RUN_LIMIT)
  const passwordHash = await hashPassword(input.password)
  return await env.db.prisma.$transaction(async (tx) => {
    await spendCode(tx, input.code)
    const { name, email } = input
    const { id } = await tx.staff.create({
      data: { name, email, role: 'owner', passwordHash },
      select: { id: true },
    })
    await appendAudit(tx, {
      actor: system('first-run'),
      action: 'staff.created',
      subject: { kind: 'staff', id },
      after: { name, role: 'owner' },
      requestId: from.requestId,
    })
    return { staffId: id, email }
  })
}

/** Whoever comes second waits for the row and then finds the code used. */
async function spendCode(tx: Tx, code: string): Promise<void> {
  const { count } = await tx.setupCode.updateMany({
    where: { id: 1, codeHash: hashOf(code), usedAt: null },
    data: { usedAt: new Date() },
  })
  // Asked after the update, which waited for anybody else's first run to end.
  if (!(await nobodyYet(tx))) throw new DomainError('conflict', 'first_run_over')
  if (count === 0) throw new DomainError('forbidden', 'setup_code_wrong', { field: 'code' })
}

function checked(typed: unknown): FirstRunInput {
  const read = firstRunInput.safeParse(typed)
  if (read.success) {
    // Such an account would open nothing here.
    if (isDemoEmail(read.data.email)) throw new DomainError('invalid', 'email_invalid', { field: 'email' })
    return read.data
  }
  const [issue] = read.error.issues
  throw new DomainError('invalid', issue?.message ?? 'invalid', { field: issue?.path.map(String).join('.') })
}

function newCode(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** Typed in lower case or without the dashes it is the same code. A fast hash will do: nobody guesses 98 bits. */
function hashOf(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  return createHash('sha256').update(plain).digest('hex')
}
