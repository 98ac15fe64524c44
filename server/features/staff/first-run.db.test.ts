import { afterEach, beforeEach, expect, it } from 'vitest'
import { seedDemoStaff } from '@/prisma/seed/demo-staff'
import { FIRST_RUN_LIMIT } from '@/server/auth/throttle'
import { createFirstOwner, issueSetupCode, nobodyYet } from '@/server/features/staff/first-run'
import { createMemoryStore } from '@/server/redis/memory-store'
import { type TestDatabase, testDatabase } from '@/server/testing/database'

const FROM = { address: '192.0.2.7', requestId: 'test' }
const OWNER = { name: 'Olga', email: 'olga@example.org', password: 'a long password' }

let database: TestDatabase
let env: { db: TestDatabase['db']; fast: ReturnType<typeof createMemoryStore> }
beforeEach(async () => {
  database = await testDatabase()
  env = { db: database.db, fast: createMemoryStore() }
})
afterEach(() => database.drop())

const make = (code: string | null, more: Partial<typeof OWNER> = {}) =>
  createFirstOwner(env, { ...OWNER, ...more, code }, FROM)
const staff = () => database.db.prisma.staff.findMany({ orderBy: { createdAt: 'asc' } })

it('makes the owner once, audited, and gives no code afterwards', async () => {
  const code = await issueSetupCode(database.db.prisma)
  expect(code).toMatch(/^([2-9A-HJKMNP-Z]{5}-){3}[2-9A-HJKMNP-Z]{5}$/)
  // Copied from a terminal: other case, blanks, no dashes.
  const { staffId, email } = await make(` ${code?.toLowerCase().replaceAll('-', ' ')} `)
  expect(email).toBe(OWNER.email)
  expect(await staff()).toEqual([expect.objectContaining({ id: staffId, role: 'owner', name: 'Olga' })])
  expect(await database.db.prisma.auditRow.findMany()).toEqual([
    expect.objectContaining({ action: 'staff.created', subjectId: staffId, actorKind: 'system' }),
  ])
  expect(await issueSetupCode(database.db.prisma)).toBeNull()
  await expect(make(code, { email: 'second@example.org' })).rejects.toMatchObject({
    reason: 'first_run_over',
  })
})

it('keeps neither the code nor the password in clear', async () => {
  const code = (await issueSetupCode(database.db.prisma)) ?? ''
  await make(code)
  const kept = JSON.stringify([await database.db.prisma.setupCode.findMany(), await staff()])
  expect(kept).not.toContain(code)
  expect(kept).not.toContain(OWNER.password)
  expect(kept).toContain('$argon2id$')
})

it('of many at once one wins', async () => {
  const code = await issueSetupCode(database.db.prisma)
  const all = Array.from({ length: 6 }, (_, i) => make(code, { email: `owner${i}@example.org` }))
  const ends = await Promise.allSettled(all)
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const end of ends) {
    if (end.status === 'rejected') expect(end.reason).toMatchObject({ reason: 'first_run_over' })
  }
  expect(await staff()).toHaveLength(1)
})

it('a newer code replaces the earlier one', async () => {
  const first = await issueSetupCode(database.db.prisma)
  const second = await issueSetupCode(database.db.prisma)
  await expect(make(first)).rejects.toMatchObject({ reason: 'setup_code_wrong', field: 'code' })
  await expect(make(second)).resolves.toBeDefined()
})

it.each([
  ['code', { code: '' }, 'setup_code_missing'],
  ['name', { name: '  ' }, 'name_missing'],
  ['email', { email: 'olga' }, 'email_invalid'],
  ['email', { email: 'olga@demo.local' }, 'email_invalid'],
  ['password', { password: 'elevenchars' }, 'password_too_short'],
])('wrong input in %s is named and spends nothing', async (field, wrong, reason) => {
  const code = await issueSetupCode(database.db.prisma)
  const typed = { ...OWNER, code, ...wrong }
  await expect(createFirstOwner(env, typed, FROM)).rejects.toMatchObject({ code: 'invalid', reason, field })
  expect(await staff()).toEqual([])
  await expect(make(code)).resolves.toBeDefined()
})

it('without any code issued nothing opens', async () => {
  await expect(make('AAAAA-AAAAA-AAAAA-AAAAA')).rejects.toMatchObject({ reason: 'setup_code_wrong' })
})

it('guesses are limited', async () => {
  const code = await issueSetupCode(database.db.prisma)
  for (let i = 0; i < FIRST_RUN_LIMIT.tries; i++) await make('AAAAA').catch(() => {})
  await expect(make(code)).rejects.toMatchObject({ code: 'too_many', reason: 'too_many_tries' })
})

it("the demo's people do not close the first run", async () => {
  await seedDemoStaff(database.db.prisma)
  expect(await nobodyYet(database.db.prisma)).toBe(true)
  await expect(make(await issueSetupCode(database.db.prisma))).resolves.toBeDefined()
  expect(await nobodyYet(database.db.prisma)).toBe(false)
})
