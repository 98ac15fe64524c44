import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seedDemoStaff } from '@/prisma/seed/demo-staff'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '@/server/auth/demo-accounts'
import { hashPassword } from '@/server/auth/password'
import { actorOf } from '@/server/auth/sessions'
import { signIn, signInDemo, signOut } from '@/server/auth/sign-in'
import { SIGN_IN_LIMITS } from '@/server/auth/throttle'
import { createMemoryStore } from '@/server/redis/memory-store'
import { type TestDatabase, testDatabase } from '@/server/testing/database'

const PASSWORD = 'correct horse battery'
const EMAIL = 'iris@example.org'
const FROM = { address: '192.0.2.7', requestId: 'test' }

let database: TestDatabase
let staffId: string
let now = 0

/** The environment in one mode, with a store of its own. */
function envOf(mode: 'demo' | 'live') {
  return { db: database.db, fast: createMemoryStore(() => now), config: { mode } }
}
let live: ReturnType<typeof envOf>
let demo: ReturnType<typeof envOf>

beforeAll(async () => {
  database = await testDatabase()
  const passwordHash = await hashPassword(PASSWORD)
  const data = { email: EMAIL, name: 'Iris', role: 'moderator' as const, passwordHash }
  staffId = (await database.db.prisma.staff.create({ data })).id
  await seedDemoStaff(database.db.prisma)
})
afterAll(() => database?.drop())
beforeEach(() => {
  live = envOf('live')
  demo = envOf('demo')
})

const actor = (sessionId: string, mode: 'demo' | 'live' = 'live') =>
  actorOf(database.db.prisma, sessionId, mode)
const auditRows = (action: string) => database.db.prisma.auditRow.findMany({ where: { action } })

describe('signing in', () => {
  it('opens a session that names the person and leaves an audit row', async () => {
    const { sessionId } = await signIn(live, { email: ' Iris@Example.ORG ', password: PASSWORD }, FROM)
    const expected = { kind: 'staff', id: staffId, name: 'Iris', role: 'moderator', sessionId }
    expect(await actor(sessionId)).toEqual(expected)
    expect(await auditRows('staff.signed_in')).toEqual(
      expect.arrayContaining([expect.objectContaining({ actorId: staffId, requestId: 'test' })]),
    )
  })

  it.each([
    ['a wrong password', EMAIL, 'wrong password!'],
    ['an unknown e-mail', 'nobody@example.org', PASSWORD],
  ])('refuses %s with the same answer, audited without what was typed', async (_, email, password) => {
    const before = (await auditRows('staff.sign_in_refused')).length
    await expect(signIn(live, { email, password }, FROM)).rejects.toMatchObject({
      code: 'unauthenticated',
      reason: 'sign_in_refused',
      field: 'password',
    })
    const rows = await auditRows('staff.sign_in_refused')
    expect(rows.length).toBe(before + 1)
    expect(JSON.stringify(rows)).not.toMatch(/nobody@|wrong password/)
  })

  it('takes as long for an unknown e-mail as for a wrong password', async () => {
    const time = async (email: string) => {
      const started = performance.now()
      await signIn(live, { email, password: 'wrong password!' }, FROM).catch(() => {})
      return performance.now() - started
    }
    const pairs: number[] = []
    for (let i = 0; i < 4; i++) pairs.push(await time(`nobody${i}@example.org`), await time(EMAIL))
    const [unknown = 0, known = 0] = [0, 1].map((half) => Math.min(...pairs.filter((_, i) => i % 2 === half)))
    // A look-up alone takes a twentieth of what the hash takes.
    expect(unknown).toBeGreaterThan(known / 3)
    expect(unknown).toBeLessThan(known * 3)
  })

  it.each([
    ['email', { email: 'not an address', password: PASSWORD }, 'email_invalid'],
    ['email', { email: undefined, password: PASSWORD }, 'email_invalid'],
    ['password', { email: EMAIL, password: '' }, 'password_missing'],
    ['password', { email: EMAIL, password: 'x'.repeat(1_001) }, 'password_too_long'],
  ])('names the field %s', async (field, typed, reason) => {
    await expect(signIn(live, typed, FROM)).rejects.toMatchObject({ code: 'invalid', reason, field })
  })
})

describe('a session', () => {
  it('is over at once after signing out, and that is audited once', async () => {
    const { sessionId } = await signIn(live, { email: EMAIL, password: PASSWORD }, FROM)
    await signOut(live, sessionId, 'out')
    await signOut(live, sessionId, 'out')
    expect(await actor(sessionId)).toBeNull()
    const rows = (await auditRows('staff.signed_out')).filter((row) => row.requestId === 'out')
    expect(rows).toHaveLength(1)
  })

  it('is over at once when the person is disabled, who cannot come back', async () => {
    const { sessionId } = await signIn(live, { email: EMAIL, password: PASSWORD }, FROM)
    const disable = (disabledAt: Date | null) =>
      database.db.prisma.staff.update({ where: { id: staffId }, data: { disabledAt } })
    await disable(new Date())
    expect(await actor(sessionId)).toBeNull()
    await expect(signIn(live, { email: EMAIL, password: PASSWORD }, FROM)).rejects.toMatchObject({
      reason: 'staff_disabled',
    })
    await expect(signIn(live, { email: EMAIL, password: 'wrong password!' }, FROM)).rejects.toMatchObject({
      reason: 'sign_in_refused',
    })
    await disable(null)
  })

  it('is over when it expired', async () => {
    const { sessionId } = await signIn(live, { email: EMAIL, password: PASSWORD }, FROM)
    const ended = { expiresAt: new Date(Date.now() - 1) }
    await database.db.prisma.session.update({ where: { id: sessionId }, data: ended })
    expect(await actor(sessionId)).toBeNull()
  })

  it.each(['', 'x', "' OR 1=1 --", crypto.randomUUID()])('%j is nobody', async (id) => {
    expect(await actor(id)).toBeNull()
  })
})

describe('the limit', () => {
  const { tries, windowMs } = SIGN_IN_LIMITS.email
  const attempt = (password: string, email = EMAIL) => signIn(live, { email, password }, FROM)
  const failTimes = (times: number) =>
    Promise.all(Array.from({ length: times }, () => attempt('wrong password!').catch(() => {})))

  it('refuses the right password after too many tries, says when to come back, and ends', async () => {
    await failTimes(tries)
    const refusal = { code: 'too_many', reason: 'too_many_tries', facts: { minutes: 15 } }
    await expect(attempt(PASSWORD)).rejects.toMatchObject(refusal)
    now += windowMs
    await expect(attempt(PASSWORD)).resolves.toMatchObject({ staffId })
  })

  it('leaves one audit row for a whole flood', async () => {
    await failTimes(tries)
    const before = (await auditRows('staff.sign_in_refused')).length
    await failTimes(8)
    expect((await auditRows('staff.sign_in_refused')).length).toBe(before + 1)
  })

  it('starts anew for somebody who signed in', async () => {
    for (let round = 0; round < 2; round++) {
      await failTimes(tries - 1)
      await expect(attempt(PASSWORD)).resolves.toMatchObject({ staffId })
    }
  })

  it('counts an address over all e-mails', async () => {
    const strangers = Array.from({ length: SIGN_IN_LIMITS.address.tries }, (_, i) => `s${i}@example.org`)
    for (const email of strangers) await attempt('wrong password!', email).catch(() => {})
    await expect(attempt(PASSWORD)).rejects.toMatchObject({ reason: 'too_many_tries' })
  })
})

describe("the demo's accounts", () => {
  const [first] = DEMO_ACCOUNTS
  const email = first?.email

  it('are made once, one for each role', async () => {
    expect(await seedDemoStaff(database.db.prisma)).toBe(0)
    const roles = await database.db.prisma.staff.groupBy({ by: ['role'] })
    expect(roles.map(({ role }) => role).sort()).toEqual([
      'admin',
      'auditor',
      'moderator',
      'owner',
      'support',
    ])
  })

  it('open by one click and by password in demo mode', async () => {
    const byClick = await signInDemo(demo, { email }, FROM)
    const byPassword = await signIn(demo, { email, password: DEMO_PASSWORD }, FROM)
    expect(byClick.staffId).toBe(byPassword.staffId)
    expect(await actor(byClick.sessionId, 'demo')).toMatchObject({ name: first?.name })
  })

  it('open in no other mode, neither by click nor password nor an old session', async () => {
    const { sessionId } = await signInDemo(demo, { email }, FROM)
    expect(await actor(sessionId, 'live')).toBeNull()
    await expect(signInDemo(live, { email }, FROM)).rejects.toMatchObject({ reason: 'demo_only' })
    await expect(signIn(live, { email, password: DEMO_PASSWORD }, FROM)).rejects.toMatchObject({
      reason: 'sign_in_refused',
    })
  })

  it('are the only ones that open by one click', async () => {
    await expect(signInDemo(demo, { email: EMAIL }, FROM)).rejects.toMatchObject({ reason: 'demo_only' })
  })
})
