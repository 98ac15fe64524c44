import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { intendAll } from '@/server/actions/intend-all'
import { memberKey } from '@/server/actions/member/schema'
import { startRunner } from '@/server/actions/runner'
import { system } from '@/server/auth/actor'
import { outcomeOf } from '@/server/testing/actions'
import { createInvites, type TestLink } from '@/server/testing/invites'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let invites: ReturnType<typeof createInvites>
beforeAll(async () => {
  world = await testWorld()
  invites = createInvites(world)
})
afterAll(() => world.close())

/** All that a redemption leaves behind, without what tells one person and one moment from another. */
async function leftBy(link: TestLink, userId: string) {
  const { prisma } = world.env.db
  const { ledger, ...redemption } = await prisma.redemption.findFirstOrThrow({
    where: { inviteId: link.id, userId },
    include: { ledger: { include: { events: { orderBy: { n: 'asc' } }, calls: { orderBy: { n: 'asc' } } } } },
  })
  if (!ledger) throw new Error('a redemption has a ledger row')
  const subject = { subjectKind: ledger.subjectKind, subjectId: ledger.subjectId }
  const state = await prisma.desiredState.findUniqueOrThrow({ where: { subjectKind_subjectId: subject } })
  const audits = await prisma.auditRow.findMany({ where: { ledgerId: ledger.id }, orderBy: { id: 'asc' } })
  const { events, ...row } = ledger
  // Written as taken, it never was planned.
  const states = events.map(({ toState }) => toState).filter((one) => one !== 'planned')
  const [intended, ...ended] = audits.map(({ id: _, ...audit }) => audit)
  const { actorKind: _k, actorId: _i, actorName: _n, ...intent } = intended ?? audits[0] ?? {}
  const text = JSON.stringify({ redemption, row, states, state, intent, ended }, (name, value) =>
    value !== null && /(At|^at|^ms)$/.test(name) ? 'given' : value,
  )
  return text
    .replaceAll(ledger.id, 'the row')
    .replaceAll(ledger.subjectId, 'the subject')
    .replaceAll(userId, 'the person')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an id')
}

/** The long way: written down as any intent is, and carried out by a worker. */
async function byWorker(link: TestLink, userId: string): Promise<void> {
  const { prisma } = world.env.db
  const subjectId = memberKey(link.groupId, userId)
  const touches = { groupId: link.groupId, userId }
  const read = { name: `Nick ${userId}`, people: 1, readAt: Date.now(), live: true }
  const wish = { subjectId, input: { mode: 'join' }, plannedVersion: 0, touches, ...read }
  const actor = { ...system('invites'), cause: 'invite' as const }
  const ledgerId = await prisma.$transaction(async (tx) => {
    const writing = { actor, requestId: 'test', reason: null, dueAt: new Date() }
    const { written } = await intendAll(tx, 'member.join', [wish], writing)
    return written.get(subjectId) ?? ''
  })
  const held = { state: 'reserved', counted: true, oncePerPerson: true } as const
  await prisma.redemption.create({ data: { inviteId: link.id, ...touches, ledgerId, ...held } })
  const runner = startRunner(world.env)
  await outcomeOf(world, ledgerId)
  await runner.stop()
}

/** Keys of the jobs that read a group into the index. */
async function groupsToRead(): Promise<string[]> {
  // Not as the application, which may not read them.
  const client = new Client({ connectionString: world.database.url })
  await client.connect()
  try {
    const { rows } = await client.query<{ key: string }>('SELECT key FROM graphile_worker.jobs')
    return rows.map(({ key }) => key).filter((key) => key.startsWith('group:'))
  } finally {
    await client.end()
  }
}

test('many written down and ended together leave what each leaves on the long way', async () => {
  const link = await invites.link()
  const [first = '', second = '', third = ''] = await invites.people(3)
  const came = await Promise.all([first, second].map((userId) => invites.redeem(link.code, userId)))
  expect(came.map(({ kind }) => kind)).toEqual(['joined', 'joined'])
  expect(await groupsToRead()).toEqual([`group:${link.groupId}`])
  await byWorker(link, third)
  const left = await leftBy(link, third)
  expect(await leftBy(link, first)).toBe(left)
  expect(await leftBy(link, second)).toBe(left)
})
