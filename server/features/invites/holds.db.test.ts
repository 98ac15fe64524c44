import { afterAll, beforeAll, expect, test } from 'vitest'
import { createInvites, type TestLink } from '@/server/testing/invites'
import { testWorld, type World } from '@/server/testing/world'

let world: World
let invites: ReturnType<typeof createInvites>
beforeAll(async () => {
  world = await testWorld()
  invites = createInvites(world)
})
afterAll(() => world.close())

const prisma = () => world.env.db.prisma

type Event =
  | 'suspended'
  | 'lifted'
  | 'meant' // to dismiss: it can still be taken back
  | 'taken back'
  | 'failed'
  | 'dismissed'
  | 'index: dismissed'
  | 'index: normal'
  | 'restored'
  | 'restored suspended'
  | 'paused'
  | 'abuse'

let seq = 0
/** The dismissal's row, as far as it came. */
async function dismissal(groupId: string, state: 'planned' | 'verified' | 'cancelled' | 'failed') {
  const at = new Date()
  const settled = state === 'planned' ? {} : { settledAt: at }
  if (state !== 'planned') {
    if (state !== 'cancelled')
      await prisma().ledgerRow.updateMany({
        where: { groupId, state: 'planned' },
        data: { state: 'sending' },
      })
    await prisma().ledgerRow.updateMany({
      where: { groupId, state: { in: ['planned', 'sending'] } },
      data: { state, ...settled },
    })
    return
  }
  seq += 1
  const staffId = (await world.staff()).id
  await prisma().ledgerRow.create({
    data: {
      action: 'group.dismiss',
      seq,
      state,
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
      staffId,
      reason: new Uint8Array(),
      input: {},
      plannedVersion: 0,
      desired: {},
      desiredBefore: {},
      plan: {},
      dueAt: at,
      nextAt: new Date(Date.now() + 86_400_000),
    },
  })
}

async function happens({ id, groupId }: TestLink, event: Event): Promise<void> {
  const standing = (value: 'good' | 'suspended' | 'dismissed') =>
    prisma().groupExtension.upsert({
      where: { groupId },
      create: { groupId, standing: value },
      update: { standing: value },
    })
  const index = (status: 'dismissed' | 'normal') =>
    prisma().groupIndex.updateMany({ where: { groupId }, data: { status } })
  const how: Record<Event, () => Promise<unknown>> = {
    suspended: () => standing('suspended'),
    lifted: () => standing('good'),
    meant: async () => {
      await dismissal(groupId, 'planned')
      await standing('dismissed')
    },
    'taken back': async () => {
      await dismissal(groupId, 'cancelled')
      await standing('good')
    },
    failed: async () => {
      await dismissal(groupId, 'failed')
      await standing('good')
    },
    dismissed: () => dismissal(groupId, 'verified'),
    'index: dismissed': () => index('dismissed'),
    'index: normal': () => index('normal'),
    restored: () => standing('good'),
    'restored suspended': () => standing('suspended'),
    paused: () => prisma().invite.update({ where: { id }, data: { state: 'paused', pauseReason: 'staff' } }),
    abuse: () => prisma().invite.update({ where: { id }, data: { state: 'paused', pauseReason: 'abuse' } }),
  }
  await how[event]()
}

test.each<[Event[], string | null, string | null]>([
  [['suspended'], null, 'suspended'],
  [['suspended', 'lifted'], null, null],
  [['paused', 'suspended', 'lifted'], 'staff', null],
  [['suspended', 'abuse', 'lifted'], 'abuse', null],
  [['meant'], null, 'dismissed'],
  [['meant', 'taken back'], null, null],
  [['meant', 'failed'], null, null],
  [['meant', 'dismissed', 'index: dismissed', 'restored'], null, 'dismissed'],
  [['meant', 'dismissed', 'index: dismissed', 'restored', 'index: normal'], 'group_restored', null],
  // OpenIM was not read while it was dismissed, or is read before we say so.
  [['meant', 'dismissed', 'restored'], 'group_restored', null],
  [['meant', 'dismissed', 'index: dismissed', 'index: normal', 'restored'], 'group_restored', null],
  [
    ['suspended', 'meant', 'dismissed', 'index: dismissed', 'restored suspended', 'index: normal'],
    'group_restored',
    'suspended',
  ],
  [['meant', 'dismissed', 'restored suspended', 'lifted'], 'group_restored', null],
  // In the app, by its owner, and back.
  [['index: dismissed', 'index: normal'], 'group_restored', null],
  [['index: dismissed', 'abuse', 'index: normal'], 'abuse', null],
  [['paused', 'meant', 'dismissed', 'index: dismissed', 'restored', 'index: normal'], 'staff', null],
  // An earlier dismissal says nothing of one that was taken back.
  [['meant', 'dismissed', 'restored', 'meant', 'taken back'], 'group_restored', null],
])('%j: paused for %s, held as %s', async (events, pauseReason, groupHold) => {
  const link = await invites.link()
  const at = new Date()
  await prisma().groupIndex.create({
    data: {
      groupId: link.groupId,
      name: 'Held',
      memberCount: 2,
      status: 'normal',
      createdAt: at,
      readAt: at,
    },
  })
  for (const event of events) await happens(link, event)
  const { state, ...now } = await prisma().invite.findUniqueOrThrow({ where: { id: link.id } })
  expect({ pauseReason: now.pauseReason, groupHold: now.groupHold }).toEqual({ pauseReason, groupHold })
  expect(state).toBe(pauseReason === null ? 'active' : 'paused')
  const told = await prisma().auditRow.findMany({ where: { action: 'invite.paused', subjectId: link.id } })
  expect(told.map(({ after }) => after)).toEqual(
    pauseReason === 'group_restored' ? [{ state: 'paused', pauseReason: 'group_restored' }] : [],
  )
})
