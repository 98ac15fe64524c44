import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messageId } from '@/server/actions/message/address'
import type { ActionName, LedgerItem } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { perform } from '@/server/testing/actions'
import { say } from '@/server/testing/chat'
import { crashRuns, type Deed } from '@/server/testing/crash-runs'
import { testWorld, type World } from '@/server/testing/world'

/**
 * Actions on messages and people while OpenIM is unwell and while workers are killed: one change of state, and a ledger
 * that tells the truth. `npm test` takes a sample of the crash points, `npm run test:full` all of them.
 */
let world: World
let lin: StaffActor
beforeAll(async () => {
  world = await testWorld({ settleMs: 400, timeoutMs: 600 })
  lin = await world.staff('owner')
})
afterAll(() => world?.close())

const options = { operationId: 'test' }

/** Something to do, and how to see that it was done once. */
type Prepared = Deed & { holds(item: LedgerItem): Promise<void> }
const CASES: { action: ActionName; route: string; prepare(): Promise<Prepared> }[] = [
  { action: 'message.revoke', route: '/msg/revoke_msg', prepare: () => aMessage('message.revoke', 'revoke') },
  {
    action: 'message.delete',
    route: '/msg/delete_msgs',
    prepare: () => aMessage('message.delete', 'delete'),
  },
  { action: 'user.logout', route: '/auth/force_logout', prepare: somebodySignedIn },
  { action: 'user.register', route: '/user/user_register', prepare: somebodyNew },
  { action: 'user.edit', route: '/user/update_user_info_ex', prepare: somebodyNamed },
]

async function aMessage(action: ActionName, change: 'revoke' | 'delete'): Promise<Prepared> {
  const { groupId, userIds } = await world.group(3)
  const [owner = '', sender = ''] = userIds
  const message = await say(world, sender, { groupId }, 'said once')
  const { conversationId, seq } = message
  return {
    action,
    subjectId: messageId(message),
    async holds(item) {
      const [now] = await world.env.openim.messages.pull(owner, conversationId, seq, seq, options)
      expect(now).toMatchObject(change === 'revoke' ? { revoked: true } : { deleted: true, clientMsgId: '' })
      expect(world.sandbox.store.counters.of(groupId)[change]).toBe(1)
      const kept = await world.env.db.prisma.keptMessage.findMany({ where: { ledgerId: item.id } })
      expect(kept).toHaveLength(1)
    },
  }
}

async function somebody(): Promise<string> {
  const id = `x_${crypto.randomUUID().slice(0, 8)}`
  await world.env.openim.users.register([{ id, nickname: 'Before' }], options)
  return id
}

async function somebodySignedIn(): Promise<Prepared> {
  const id = await somebody()
  const { token } = await world.env.openim.auth.userToken(id, 2, options)
  return {
    action: 'user.logout',
    subjectId: id,
    async holds() {
      await expect(world.env.openim.auth.parseToken(token, options)).rejects.toMatchObject({
        kind: 'refused',
      })
      const alive = [...world.sandbox.store.tokens.all()].filter(
        (row) => row.userID === id && row.state === 0,
      )
      expect(alive).toEqual([])
    },
  }
}

async function somebodyNew(): Promise<Prepared> {
  const id = `n_${crypto.randomUUID().slice(0, 8)}`
  return {
    action: 'user.register',
    subjectId: id,
    input: { nickname: 'New' },
    async holds() {
      expect(await world.env.openim.users.info([id], options)).toMatchObject([{ nickname: 'New' }])
    },
  }
}

async function somebodyNamed(): Promise<Prepared> {
  const id = await somebody()
  return {
    action: 'user.edit',
    subjectId: id,
    input: { nickname: 'After' },
    async holds(item) {
      expect(await world.env.openim.users.info([id], options)).toMatchObject([{ nickname: 'After' }])
      expect(item.inverse?.input).toEqual({ nickname: 'Before' })
    },
  }
}

/** All of them in `npm run test:full`; `npm test` takes the three that differ most. */
const FULL = process.env.STEWARD_TEST_FULL === '1'
const FAULTS = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'code-500-before',
  'code-500-after',
  'error-after',
] as const
const SAMPLE: readonly string[] = ['timeout-after', 'reset-before', 'error-after']

describe.each(CASES)('$action', ({ action, route, prepare }) => {
  test.each(FAULTS.filter((kind) => FULL || SAMPLE.includes(kind)))(
    '%s once: verified, and changed once',
    { timeout: 60_000 },
    async (kind) => {
      const { holds, ...deed } = await prepare()
      world.sandbox.addFaults([{ route, kind }])
      const item = await perform(world, lin, deed.action, deed.subjectId, deed.input)
      world.sandbox.faults.clear()
      expect(item).toMatchObject({ state: 'verified' })
      await holds(item)
    },
  )

  test.runIf(FULL || action === 'message.revoke')(
    'a late call is waited for, and nothing is sent twice',
    { timeout: 60_000 },
    async () => {
      const slow = { ...world, env: { ...world.env, config: { ...world.env.config, settleMs: 4_500 } } }
      const { holds, ...deed } = await prepare()
      world.sandbox.addFaults([{ route, kind: 'timeout-before', landsAfterMs: 3_200 }])
      const item = await perform(slow, lin, deed.action, deed.subjectId, deed.input)
      world.sandbox.faults.clear()
      expect(item).toMatchObject({ state: 'verified' })
      expect(item.events.map((event) => event.state)).toContain('unknown')
      await holds(item)
    },
  )
})

const SAMPLE_EVERY = 7

describe('a worker is killed', () => {
  test.each(CASES)(
    '$action ends the same wherever it is',
    { timeout: 900_000 },
    async ({ action, prepare }) => {
      const runs = crashRuns(world, lin)
      try {
        // Signing out repeats itself for every platform.
        const points = await runs.pointsOf(await prepare(), action === 'user.logout' ? 23 : SAMPLE_EVERY)
        let hits = 0
        for (const point of points) {
          const { holds, ...deed } = await prepare()
          const { item, isHit } = await runs.crashAt(deed, point)
          hits += isHit ? 1 : 0
          expect(item, JSON.stringify(point)).toMatchObject({
            state: expect.stringMatching(/^(verified|already_so)$/),
          })
          await holds(item)
        }
        expect(hits).toBeGreaterThanOrEqual(Math.floor(points.length * 0.8))
      } finally {
        await runs.close()
      }
    },
  )
})
