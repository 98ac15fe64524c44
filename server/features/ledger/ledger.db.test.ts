import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LEDGER_STATES } from '@/server/actions/schema'
import { perform } from '@/server/testing/actions'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { firstIdAt, pageOfIds } from './list'
import { type LedgerFilter, ledgerFilter, STAGES } from './schema'

let world: World
let admin: Client
beforeAll(async () => {
  world = await testWorld({ settleMs: 500 })
  admin = new Client({ connectionString: world.database.url })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  await world?.close()
})

const ledgerOf = async (role: 'moderator' | 'support' | 'auditor' = 'moderator') =>
  createCaller({ actor: await world.staff(role), requestId: 'test', env: world.env }).ledger

test('the database groups the states as the filter does', async () => {
  const { rows } = await admin.query(
    'SELECT state::text, ledger_stage(state) AS stage FROM unnest($1::"LedgerState"[]) AS state',
    [`{${LEDGER_STATES.join(',')}}`],
  )
  const ours = Object.entries(STAGES).flatMap(([stage, states]) => states.map((state) => ({ state, stage })))
  const byState = (a: { state: string }, b: { state: string }) => a.state.localeCompare(b.state)
  expect(rows.sort(byState)).toEqual(ours.sort(byState))
})

describe('the ledger', () => {
  test('lists actions newest first, page by page, by each filter', async () => {
    const [lin, ada] = [await world.staff(), await world.staff('admin')]
    const [one, two] = [await world.group(3), await world.group(3)]
    const before = Date.now()
    await perform(world, lin, 'group.suspend', one.groupId)
    await perform(world, ada, 'group.lift', one.groupId)
    const middle = Date.now()
    await perform(world, lin, 'group.suspend', two.groupId)
    const { list } = await ledgerOf()
    const found = async (filter: LedgerFilter) =>
      (await list({ ...filter, from: filter.from ?? before })).items.map((item) => [
        item.action,
        item.subject.id,
      ])
    const [first, second, third] = [
      ['group.suspend', one.groupId],
      ['group.lift', one.groupId],
      ['group.suspend', two.groupId],
    ]
    expect(await found({})).toEqual([third, second, first])
    expect(await found({ group: one.groupId })).toEqual([second, first])
    expect(await found({ who: lin.id })).toEqual([third, first])
    expect(await found({ who: 'steward' })).toEqual([])
    expect(await found({ action: 'group.lift' })).toEqual([second])
    expect(await found({ stage: 'held', who: ada.id })).toEqual([second])
    expect(await found({ stage: 'ended_badly' })).toEqual([])
    expect(await found({ from: middle })).toEqual([third])
    expect(await found({ to: middle - 1 })).toEqual([second, first])
    const page = await list({ from: before, limit: 2 })
    expect(page.items).toHaveLength(2)
    const rest = await list({ from: before, limit: 2, cursor: page.nextCursor })
    expect(rest.items.map((item) => item.subject.id)).toEqual([one.groupId])
    expect(rest.nextCursor).toBeNull()
  })

  test('is read by those who may, and says what cannot be a filter', async () => {
    await expect((await ledgerOf('support')).list({})).rejects.toThrow('forbidden')
    expect(await (await ledgerOf('auditor')).list({ limit: 1 })).toBeDefined()
    expect(ledgerFilter.safeParse({ who: 'x' }).success).toBe(false)
    await expect((await ledgerOf()).get({ id: crypto.randomUUID() })).rejects.toThrow('not_found')
  })

  test('tells of one action each call with its answer, and what took it back', async () => {
    const lin = await world.staff()
    const { groupId } = await world.group(3)
    const suspended = await perform(world, lin, 'group.suspend', groupId)
    const { actions } = createCaller({ actor: lin, requestId: 'test', env: world.env })
    const lift = { action: 'group.lift' as const, subjectId: groupId }
    const { version } = await actions.plan(lift)
    const lifted = await actions.submit({ ...lift, plannedVersion: version, reason: 'because of the test' })
    const { get } = await ledgerOf()
    const item = await get({ id: suspended.id })
    expect(item.timeline.map((one) => (one.kind === 'state' ? one.state : one.kind))).toEqual([
      'planned',
      'sending',
      'call',
      'verified',
    ])
    expect(item.timeline[2]).toMatchObject({ step: 'mute', outcome: 'yes', code: null, seen: true })
    expect(item).toMatchObject({ people: 3, touches: { groupId, userId: null }, attempts: 1 })
    expect(await get({ id: lifted.ledgerId })).toMatchObject({
      takesBack: { id: suspended.id, action: 'group.suspend' },
    })
    expect(await get({ id: suspended.id })).toMatchObject({
      takenBackBy: { id: lifted.ledgerId, state: 'planned' },
    })
  })

  test('tells a call whose answer was lost, and each look that did not see its effect', async () => {
    const lin = await world.staff()
    const { groupId } = await world.group(3)
    world.sandbox.addFaults([{ route: '/group/mute_group', kind: 'timeout-before' }])
    const { id } = await perform(world, lin, 'group.suspend', groupId)
    const { timeline } = await (await ledgerOf()).get({ id })
    const calls = timeline.filter((one) => one.kind === 'call')
    expect(calls).toMatchObject([
      { step: 'mute', outcome: 'uncertain', seen: false },
      { step: 'mute', outcome: 'yes', seen: true },
    ])
    expect(timeline.filter((one) => one.kind === 'read_back').length).toBeGreaterThan(0)
    expect(timeline.at(-1)).toMatchObject({ kind: 'state', state: 'verified' })
  })
})

describe('with many actions', () => {
  const SEEDED = 150_000
  let staffId: string

  beforeAll(async () => {
    staffId = (await world.staff()).id
    await admin.query('SET session_replication_role = replica')
    await admin.query(
      `INSERT INTO ledger (id, subject_kind, subject_id, group_id, user_id, seq, action, input, state, planned_version,
         desired, desired_before, plan, staff_id, cause, reason, due_at, next_at, created_at, settled_at)
       SELECT (lpad(to_hex((1.7e12 + n * 1000)::bigint), 12, '0') || '7000' || lpad(to_hex(n), 16, '8'))::uuid,
         'member', 'seed' || n, 'group' || n % 3000, 'user' || n % 7000, 1,
         (ARRAY['member.mute','member.unmute','group.suspend','member.kick'])[1 + n % 4], '{}',
         (ARRAY['verified','verified','verified','already_so','failed','cancelled'])[1 + n % 6]::"LedgerState", 0,
         '{}', '{}', '{"name":"x","people":1}', CASE WHEN n % 5 = 0 THEN NULL ELSE $1::uuid END,
         CASE WHEN n % 5 = 0 THEN 'drift' END, '\\x00', now(), now(), now(), now()
       FROM generate_series(1, $2::int) AS n`,
      [staffId, SEEDED],
    )
    await admin.query('SET session_replication_role = DEFAULT')
    await admin.query('ANALYZE ledger')
  }, 120_000)

  const day = 1.7e12 + 86_400_000
  const filters: LedgerFilter[] = [
    {},
    { stage: 'held' },
    { stage: 'ended_badly' },
    { stage: 'unclear' },
    { action: 'member.kick' },
    { who: 'steward' },
    { group: 'group7' },
    { person: 'user9' },
    { stage: 'ended_badly', action: 'member.mute' },
    { who: 'steward', action: 'group.suspend', stage: 'held' },
    { group: 'group7', stage: 'ended_badly' },
    { from: day, to: day + 3_600_000 },
    { action: 'member.kick', to: day },
    { person: 'user9', from: day, stage: 'held' },
  ]

  test.each([...filters, 'who' as const])(
    'a page by %j reads an index, near its start or deep',
    async (given) => {
      const filter = given === 'who' ? { who: staffId } : given
      for (const cursor of [undefined, firstIdAt(1.7e12 + (SEEDED / 2) * 1000)]) {
        const { sql, values } = pageOfIds({ ...filter, cursor, limit: 50 })
        const numbered = sql.split('?').reduce((text, part, at) => `${text}$${at}${part}`)
        const { rows } = await admin.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${numbered}`, values)
        const [{ Plan: plan }] = rows[0]['QUERY PLAN']
        expect(JSON.stringify(plan)).not.toContain('Seq Scan')
        expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(700)
      }
    },
  )
})
