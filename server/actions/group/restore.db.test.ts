import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { previewRestore } from '@/server/actions/group/restore-preview'
import { testGroups } from '@/server/actions/group/test-groups'
import { planAction } from '@/server/actions/plan'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { getAudit } from '@/server/features/audit/get'
import { listSnapshots } from '@/server/features/snapshots/list'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'

const options = { operationId: 'test' }

let world: World
let lin: StaffActor
let groups: ReturnType<typeof testGroups>

beforeAll(async () => {
  world = await testWorld({ settleMs: 500 })
  lin = await world.staff()
  groups = testGroups(world)
})
afterAll(() => world.close())

const planOf = (groupId: string, input: object = {}) =>
  planAction(world.env, { action: 'group.restore', subjectId: groupId, input }, 'test')
const obstaclesOf = async (groupId: string, input: object = {}) =>
  (await planOf(groupId, input)).obstacles.map(({ key }) => key)

describe('who comes back', () => {
  test('those unticked stay out, and the outcome counts them', async () => {
    const { groupId, userIds } = await world.group(6, 1)
    const [owner = '', admin = '', , member = ''] = userIds
    await perform(world, lin, 'group.dismiss', groupId)
    const without = [owner, member]
    expect(await planOf(groupId, { without })).toMatchObject({ people: 4, obstacles: [] })
    const item = await perform(world, lin, 'group.restore', groupId, { without })
    expect(item).toMatchObject({
      state: 'verified',
      outcome: { facts: { people: 4, of: 6, gone: 0, unticked: 2 } },
    })
    const roles = await groups.rolesOf(groupId)
    expect(Object.keys(roles)).toHaveLength(4)
    expect(roles).toMatchObject({ [admin]: 'owner' })
    expect(roles[owner]).toBeUndefined()
  })

  test('nobody left: refused before the group is touched', async () => {
    const { groupId, userIds } = await world.group(2)
    await perform(world, lin, 'group.dismiss', groupId)
    const item = await perform(world, lin, 'group.restore', groupId, { without: userIds })
    expect(item).toMatchObject({ state: 'refused', outcome: { code: 'nobody_left' } })
    expect((await groups.now(groupId))?.status).toBe('dismissed')
  })

  test('is listed beforehand in pages, leaders first, with those who are gone', async () => {
    const { groupId, userIds } = await world.group(60, 2)
    await perform(world, lin, 'group.dismiss', groupId)
    const snapshot = await world.env.db.prisma.memberSnapshot.findFirstOrThrow({ where: { groupId } })
    await world.env.db.prisma.snapshotMember.create({
      data: { snapshotId: snapshot.id, userId: 'a_gone', role: 'member' },
    })
    const seen = []
    let cursor: string | null = null
    do {
      const page = await previewRestore(world.env, { groupId, cursor, limit: 25 }, 'test')
      expect(page).toMatchObject({ people: 60, takenAt: snapshot.takenAt.getTime() })
      seen.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen.map((one) => one.userId).sort()).toEqual([...userIds, 'a_gone'].sort())
    expect(seen.slice(0, 4).map((one) => one.role)).toEqual(['owner', 'admin', 'admin', 'member'])
    expect(seen.filter((one) => one.gone).map((one) => one.userId)).toEqual(['a_gone'])
    world.sandbox.setDown(true)
    const away = await previewRestore(world.env, { groupId, cursor: null, limit: 5 }, 'test')
    world.sandbox.setDown(false)
    expect(away.items.map((one) => one.gone)).toEqual([null, null, null, null, null])
    const none = previewRestore(world.env, { groupId: 'none', cursor: null, limit: 5 }, 'test')
    await expect(none).rejects.toMatchObject({ code: 'not_found', reason: 'no_snapshot' })
  })
})

describe('somebody sanctioned', () => {
  const sanction = (
    userId: string,
    standing: 'suspended' | 'dismissed' | 'good' | 'under_review' = 'suspended',
  ) =>
    world.env.db.prisma.personExtension.upsert({
      where: { userId },
      create: { userId, standing },
      update: { standing },
    })

  test('is listed under that, stays out, and comes back once in good standing', async () => {
    const { groupId, userIds } = await world.group(6, 1)
    const [owner = '', admin = '', third = '', fourth = '', fifth = ''] = userIds
    await perform(world, lin, 'group.dismiss', groupId)
    await sanction(owner)
    await sanction(third, 'dismissed')
    await sanction(fourth, 'under_review')
    const page = await previewRestore(world.env, { groupId, cursor: null, limit: 10 }, 'test')
    expect(page).toMatchObject({ people: 6, sanctioned: 2 })
    const listed = page.items.filter((one) => one.sanctioned).map((one) => one.userId)
    expect(listed.toSorted()).toEqual([owner, third].toSorted())
    const plan = await planOf(groupId, { without: [third, fifth] })
    expect(plan).toMatchObject({ people: 3 })
    expect(plan.consequences).toContainEqual({ key: 'restore_sanctioned_out', values: { people: 1 } })
    const item = await perform(world, lin, 'group.restore', groupId, { without: [third, fifth] })
    expect(item).toMatchObject({
      state: 'verified',
      outcome: { facts: { people: 3, of: 6, gone: 0, unticked: 2, sanctioned: 1 } },
    })
    const roles = await groups.rolesOf(groupId)
    expect(Object.keys(roles)).not.toContain(owner)
    expect(roles).toMatchObject({ [admin]: 'owner', [fourth]: 'member' })

    await perform(world, lin, 'group.dismiss', groupId)
    await world.env.db.prisma.snapshotMember.createMany({
      data: await world.env.db.prisma.memberSnapshot
        .findFirstOrThrow({ where: { groupId }, orderBy: { takenAt: 'desc' } })
        .then(({ id: snapshotId }) => [{ snapshotId, userId: owner, role: 'member' as const }]),
    })
    await sanction(owner, 'good')
    await perform(world, lin, 'group.restore', groupId)
    expect(Object.keys(await groups.rolesOf(groupId))).toContain(owner)
  })

  test('between the plan and the sending stays out too', async () => {
    const { groupId, userIds } = await world.group(4)
    const [, late = ''] = userIds
    await perform(world, lin, 'group.dismiss', groupId)
    expect(await planOf(groupId)).toMatchObject({ people: 4 })
    const ledgerId = await decide(world, lin, 'group.restore', groupId)
    await sanction(late)
    const runner = startRunner(world.env, { everyMs: 100 })
    const item = await outcomeOf(world, ledgerId)
    await runner.stop()
    expect(item).toMatchObject({ state: 'verified', outcome: { facts: { people: 3, sanctioned: 1 } } })
    expect(Object.keys(await groups.rolesOf(groupId))).not.toContain(late)
  })

  /** Carries out a restore in whose middle, once it is revived or the first people are back, these are suspended. */
  async function restoreWhile(
    groupId: string,
    suspended: readonly string[],
    when: 'empty' | 'first' = 'first',
  ) {
    const { openim } = world.env
    const inviteAll: typeof openim.groups.inviteAll = async (group, ids, notice, callOptions, how) => {
      if (when === 'empty') for (const userId of suspended) await sanction(userId)
      return await openim.groups.inviteAll(group, ids, notice, callOptions, {
        ...how,
        progress: async (done, total) => {
          for (const userId of suspended) await sanction(userId)
          await how?.progress?.(done, total)
        },
      })
    }
    const ledgerId = await decide(world, lin, 'group.restore', groupId)
    const env = { ...world.env, openim: { ...openim, groups: { ...openim.groups, inviteAll } } }
    const runner = startRunner(env, { everyMs: 100 })
    const item = await outcomeOf(world, ledgerId)
    await runner.stop()
    return item
  }

  test('in the middle stays out, unless they are back already', async () => {
    const { groupId, userIds } = await world.group(53)
    const [owner] = userIds
    const sorted = userIds.toSorted()
    const [first = '', last = ''] = [sorted[0], sorted.at(-1)]
    await perform(world, lin, 'group.dismiss', groupId)
    const suspended = [first, last].filter((userId) => userId !== owner)
    const item = await restoreWhile(groupId, suspended)
    const left = suspended.includes(last) ? 1 : 0
    expect(item).toMatchObject({
      state: 'verified',
      outcome: { facts: { people: 53 - left, sanctioned: left } },
    })
    const roles = await groups.rolesOf(groupId)
    expect(last in roles).toBe(left === 0)
    expect(first in roles).toBe(true)
  })

  test('as its owner to be, in the middle: it stays closed, and the next try gives it to whoever comes then', async () => {
    const { groupId, userIds } = await world.group(4, 1)
    const [owner = '', admin = ''] = userIds
    await perform(world, lin, 'group.dismiss', groupId)
    const item = await restoreWhile(groupId, [owner], 'empty')
    expect(item).toMatchObject({ state: 'failed', outcome: { code: 'owner_sanctioned' } })
    expect(await groups.now(groupId)).toMatchObject({ status: 'muted', memberCount: 0 })
    expect(await obstaclesOf(groupId)).toEqual([])
    const again = await perform(world, lin, 'group.restore', groupId)
    expect(again).toMatchObject({ state: 'verified', outcome: { facts: { people: 3, sanctioned: 1 } } })
    expect(await groups.ownersOf(groupId)).toEqual([admin])
    expect((await groups.now(groupId))?.status).toBe('normal')
  })

  test('with everybody else leaves nobody to come back', async () => {
    const { groupId, userIds } = await world.group(2)
    await perform(world, lin, 'group.dismiss', groupId)
    for (const userId of userIds) await sanction(userId)
    const item = await perform(world, lin, 'group.restore', groupId)
    expect(item).toMatchObject({ state: 'refused', outcome: { code: 'nobody_left' } })
    expect((await groups.now(groupId))?.status).toBe('dismissed')
  })
})

describe('a group that its owner dismissed in the app', () => {
  test('needs the owner’s request, which is sealed with the audit', async () => {
    const { groupId } = await world.group(4)
    await perform(world, lin, 'group.dismiss', groupId)
    await perform(world, lin, 'group.restore', groupId, {})
    await groups.dismissByHand(groupId)
    expect(await obstaclesOf(groupId)).toEqual(['needs_owner_request'])
    const text = 'Asked by mail on Monday, letter 17'
    const item = await perform(world, lin, 'group.restore', groupId, { ownerAsked: { text } })
    expect(item).toMatchObject({ state: 'verified', outcome: { facts: { people: 4 } } })
    const row = await world.env.db.prisma.ledgerRow.findUniqueOrThrow({ where: { id: item.id } })
    expect(JSON.stringify(row.input)).not.toContain('Monday')
    const audit = await world.env.db.prisma.auditRow.findFirstOrThrow({
      where: { ledgerId: item.id, action: 'group.restore' },
    })
    expect((await getAudit(world.env.db, audit.id)).personal).toMatchObject({ ownerAsked: text })
  })

  test('one that we dismissed does not', async () => {
    const { groupId } = await world.group(2)
    await perform(world, lin, 'group.dismiss', groupId)
    expect(await obstaclesOf(groupId)).toEqual([])
  })
})

describe('how it comes back', () => {
  test('suspended, where it was dismissed for abuse and nobody said otherwise', async () => {
    const { groupId } = await world.group(3)
    const { id: caseId } = await openCase(world, { groupId, severity: 2 })
    await perform(world, lin, 'group.suspend', groupId, { until: Date.now() + 60_000 })
    const ledgerId = await decide(world, lin, 'group.dismiss', groupId)
    await world.env.db.prisma.ledgerRow.update({ where: { id: ledgerId }, data: { caseId } })
    const runner = startRunner(world.env, { everyMs: 100 })
    expect((await outcomeOf(world, ledgerId)).state).toBe('verified')
    await runner.stop()
    expect((await planOf(groupId)).defaults).toEqual({ status: 'suspended' })
    await perform(world, lin, 'group.restore', groupId, {})
    // The end of the suspension before the abuse is none of this one.
    const state = await world.env.db.prisma.desiredState.findFirstOrThrow({ where: { subjectId: groupId } })
    expect(state.desired).toMatchObject({ standing: 'suspended', until: null })
    expect(await groups.now(groupId)).toMatchObject({ status: 'muted', memberCount: 3 })
    expect((await perform(world, lin, 'group.lift', groupId)).state).toBe('verified')
    expect((await groups.now(groupId))?.status).toBe('normal')
  })

  test('a group muted by hand that comes back suspended is lifted to muted', async () => {
    const { groupId } = await world.group(3)
    await groups.muteByHand(groupId)
    await perform(world, lin, 'group.dismiss', groupId)
    expect((await planOf(groupId)).defaults).toEqual({ status: 'prior' })
    await perform(world, lin, 'group.restore', groupId, { status: 'suspended' })
    await perform(world, lin, 'group.lift', groupId)
    expect((await groups.now(groupId))?.status).toBe('muted')
  })
})

describe('a dismissal', () => {
  test('may tell the members first, once, before it takes effect', async () => {
    const { groupId, userIds } = await world.group(3)
    world.sandbox.addFaults([{ route: '/msg/send_msg', kind: 'timeout-after' }])
    const item = await perform(world, lin, 'group.dismiss', groupId, {
      warn: { text: 'We close this group.' },
    })
    world.sandbox.faults.clear()
    expect(item.state).toBe('verified')
    const messages = await world.env.openim.messages.newestAs(userIds[0] ?? '', groupId, 20, options)
    const warnings = messages.filter((one) => one.content.includes('We close this group.'))
    expect(warnings).toHaveLength(1)
    const calls = world.sandbox.calls.of().filter((call) => call.operationID === item.id && call.ran)
    const order = calls.map((call) => call.route).filter((route) => /send_msg|dismiss_group/.test(route))
    expect(order).toEqual(['/msg/send_msg', '/group/dismiss_group'])
  })

  test('of a group without an owner offers to repair it', async () => {
    const { groupId } = await groups.ownerless(2)
    const plan = await planAction(
      world.env,
      { action: 'group.dismiss', subjectId: groupId, input: {} },
      'test',
    )
    expect(plan.obstacles).toEqual([{ key: 'no_owner' }])
  })
})

describe('kept member lists', () => {
  test('are listed newest first, with people and remaining days, page by page and by group', async () => {
    const mine = await world.group(5)
    await perform(world, lin, 'group.dismiss', mine.groupId)
    const all = []
    let cursor: string | null = null
    do {
      const page = await listSnapshots(world.env.db, { cursor, limit: 2 })
      all.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(all[0]).toMatchObject({ group: { id: mine.groupId }, people: 5, daysLeft: 183 })
    expect(new Set(all.map((one) => one.id)).size).toBe(await world.env.db.prisma.memberSnapshot.count())
    expect(all.map((one) => one.takenAt)).toEqual(all.map((one) => one.takenAt).toSorted((a, b) => b - a))
    const of = await listSnapshots(world.env.db, { groupId: mine.groupId, limit: 10 })
    expect(of.items).toHaveLength(1)
    const later = Date.now() + 184 * 86_400_000
    const over = await listSnapshots(world.env.db, { groupId: mine.groupId, limit: 10 }, later)
    expect(over.items).toMatchObject([{ people: 5, daysLeft: null, deletedAt: null }])
  })

  test('and whom they bring back, by their indexes among many', async () => {
    // Statistics are the owner's business.
    const owner = new Client({ connectionString: world.database.url })
    await owner.connect()
    await owner.query(`
      WITH lists AS (
        INSERT INTO member_snapshot (id, group_id, ledger_id, status, owner_id, group_name, taken_at, expires_at, people)
        SELECT gen_random_uuid(), 'many' || n, gen_random_uuid(), 'normal', '', 'Many',
          now() - n * interval '1 minute', now() + interval '100 days', 0
        FROM generate_series(1, 20000) AS n RETURNING id, group_id
      )
      INSERT INTO snapshot_member (snapshot_id, user_id, role)
      SELECT id, 'u' || n, CASE WHEN n = 1 THEN 'owner' ELSE 'member' END::"MemberRole"
      FROM lists, generate_series(1, 10000) AS n WHERE group_id IN ('many1', 'many2')`)
    await owner.query('ANALYZE member_snapshot; ANALYZE snapshot_member')
    const { rows: lists } = await owner.query<{ id: string }>(
      `SELECT id FROM member_snapshot WHERE group_id = 'many1'`,
    )
    const plans = [
      `SELECT id FROM member_snapshot WHERE (taken_at, id) < (now() - interval '5 days', gen_random_uuid())
       ORDER BY taken_at DESC, id DESC LIMIT 51`,
      `SELECT user_id FROM snapshot_member
       WHERE snapshot_id = '${lists[0]?.id}' AND present_at_end
         AND (role, user_id) > ('member', 'u5') ORDER BY role, user_id LIMIT 101`,
    ]
    for (const query of plans) {
      const { rows } = await owner.query(`EXPLAIN ${query}`)
      expect(JSON.stringify(rows)).not.toMatch(/Seq Scan|Sort/)
    }
    await owner.end()
  })
})
