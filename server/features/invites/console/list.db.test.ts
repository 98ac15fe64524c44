import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CsvValue } from '@/server/csv'
import { touchedBy } from '@/server/features/groups/test-plans'
import { stateOfLink } from '@/server/features/invites/schema'
import { testWorld, type World } from '@/server/testing/world'
import { arrivalsOf, listArrivals, presentIn } from './arrivals'
import { checkLink } from './check'
import { exportInvites, INVITE_HEADER } from './export'
import { listInvites } from './list'
import { type InviteFilter, LINK_STATES } from './schema'
import { prepareUndoJoins } from './undo-joins'

const LINKS = 20_000
const PAGE = 50

let world: World
let staffId: string

beforeAll(async () => {
  world = await testWorld()
  staffId = (await world.staff('support')).id
  const { pool } = world.database
  await pool.query(`
    INSERT INTO group_index (group_id, name, member_count, status, created_at, read_at)
    SELECT 'g' || n, 'Harbour ' || CASE n % 400 WHEN 0 THEN 'Lighthouse' WHEN 1 THEN '灯塔' ELSE 'Club' END || ' ' || n, 5,
      (CASE WHEN n % 1000 = 3 THEN 'dismissed' ELSE 'normal' END)::"GroupStatus", now(), now()
    FROM generate_series(1, 10000) AS n`)
  await pool.query(
    `INSERT INTO invite (code, group_id, mode, label, requester, ticket, state, pause_reason, expires_at, max_uses, used, created_by_id, created_at)
     SELECT translate(upper(lpad(to_hex(n), 12, '0')), 'ILOU', 'WXYZ'), 'g' || (1 + n % 10000),
       (CASE WHEN n % 1500 = 2 THEN 'info' WHEN n % 7 = 0 THEN 'apply' ELSE 'join' END)::"InviteMode",
       CASE n % 2000 WHEN 5 THEN 'Autumn fair' ELSE 'Poster ' || n END,
       'the harbour office', 'SUP-' || n, (CASE WHEN n % 1000 = 7 THEN 'paused' WHEN n % 9 = 4 THEN 'revoked' ELSE 'active' END)::"InviteState",
       CASE WHEN n % 1000 = 7 THEN 'staff' END,
       CASE WHEN n % 5 = 0 THEN now() + (n % 60 - 30) * interval '1 day' END,
       CASE WHEN n % 4 = 0 THEN 10 END, CASE WHEN n % 804 = 0 THEN 10 ELSE 0 END,
       CASE WHEN n % 1300 = 0 THEN $1::uuid END, now() - n * interval '1 minute'
     FROM generate_series(1, ${LINKS}) AS n`,
    [staffId],
  )
  const admin = new Client({ connectionString: world.database.url })
  await admin.connect()
  await admin.query('ANALYZE group_index, invite')
  await admin.end()
})
afterAll(() => world.close())

test('pages are the links as they are told, newest first, whatever is looked for', async () => {
  const { db } = world.env
  for (const state of LINK_STATES.filter((one) => one !== 'group_suspended')) {
    const first = await listInvites(db, { state, limit: 7 }, staffId)
    const second = await listInvites(db, { state, limit: 7, cursor: first.nextCursor }, staffId)
    const both = [...first.items, ...second.items]
    expect([state, both.length]).toEqual([state, 14])
    expect(new Set(both.map(({ id }) => id)).size).toBe(14)
    expect(both.map(({ createdAt }) => createdAt)).toEqual(
      both.map(({ createdAt }) => createdAt).sort((a, b) => b - a),
    )
    for (const link of both) expect(stateOfLink({ ...link, state: link.ownState }, Date.now())).toBe(state)
  }
})

test('the export has all that match, with who asked for them and where', async () => {
  const lines: CsvValue[][] = []
  for await (const page of exportInvites(world.env.db, { q: 'SUP-77' }, staffId)) lines.push(...page)
  const { items } = await listInvites(world.env.db, { q: 'SUP-77', limit: 1_000 }, staffId)
  expect(lines).toHaveLength(items.length)
  const column = (name: string) => lines.map((line) => line[INVITE_HEADER.indexOf(name)])
  expect(column('ticket')).toEqual(items.map(({ ticket }) => ticket))
  expect(column('ticket').every((ticket) => String(ticket).startsWith('SUP-77'))).toBe(true)
  expect(new Set(column('requester'))).toEqual(new Set(['the harbour office']))
  expect(column('code')).toEqual(items.map(({ spelled }) => spelled))
})

test.each<[InviteFilter, number]>([
  [{ q: 'lighthouse' }, 2_000],
  [{ q: '灯塔' }, 2_000],
  [{ q: 'g77' }, 2_000],
  [{ q: 'autumn' }, 2_000],
  // Very many labels hold it.
  [{ q: 'poster' }, 2_000],
  [{ q: 'SUP-77' }, 2_000],
  [{ q: '0000-0000-0A' }, 2_000],
  [{ why: 'staff' }, 2_000],
  [{ q: 'https://x.example/i/0000-0000-0A3F' }, 2_000],
  [{ state: 'paused' }, 2_000],
  [{ state: 'group_dismissed' }, 2_000],
  [{ state: 'working' }, 2_000],
  [{ state: 'used_up' }, 2_000],
  [{ mode: 'info' }, 2_000],
  [{ mode: 'join' }, 2_000],
  [{ mode: 'apply', mine: true }, 2_000],
  [{ mine: true }, 2_000],
  [{ group: 'g77' }, 2_000],
  [{ q: 'harbour' }, 2_000],
  [{}, 2_000],
])('%j is found by an index', async (filter, most) => {
  const { rows, answer } = await touchedBy(world.env.db, (db) =>
    listInvites(db, { ...filter, limit: PAGE }, staffId),
  )
  expect(answer.items.length).toBeGreaterThan(0)
  expect(rows).toBeLessThanOrEqual(most)
})

/** An action that held. */
async function done(
  action: string,
  seq: number,
  { groupId, userId, inverseOfId }: { groupId: string; userId: string; inverseOfId?: string },
) {
  const at = new Date()
  const { id } = await world.env.db.prisma.ledgerRow.create({
    data: {
      action,
      seq,
      state: 'sending',
      subjectKind: 'member',
      subjectId: `${groupId}/${userId}`,
      groupId,
      userId,
      staffId,
      ...(inverseOfId && { inverseOfId }),
      reason: new Uint8Array(),
      input: {},
      plannedVersion: 0,
      desired: {},
      desiredBefore: {},
      plan: {},
      dueAt: at,
      nextAt: at,
    },
    select: { id: true },
  })
  await world.env.db.prisma.ledgerRow.update({ where: { id }, data: { state: 'verified', settledAt: at } })
  return id
}

test('who came, what was done to them since, and who is there now', async () => {
  const { db } = world.env
  const { groupId, userIds } = await world.group(4)
  const [, kicked = '', suspended = '', quiet = ''] = userIds
  const invite = await db.prisma.invite.create({ data: { code: 'ZZZZZZZZZZZZ', groupId, mode: 'join' } })
  for (const userId of [kicked, suspended, quiet]) {
    const ledgerId = await done('member.join', 1, { groupId, userId })
    await db.prisma.redemption.create({
      data: {
        inviteId: invite.id,
        groupId,
        userId,
        state: 'joined',
        oncePerPerson: true,
        counted: true,
        ledgerId,
        settledAt: new Date(),
      },
    })
  }
  await done('member.kick', 2, { groupId, userId: kicked })
  await db.prisma.personExtension.create({ data: { userId: suspended, standing: 'suspended' } })
  const { items } = await listArrivals(db, { inviteId: invite.id, limit: 50 })
  expect(items.map(({ user, sanctions }) => [user.id, sanctions])).toEqual([
    [quiet, []],
    [suspended, ['suspended']],
    [kicked, ['kicked']],
  ])
  const bad = await listArrivals(db, { inviteId: invite.id, kind: 'sanctioned', limit: 50 })
  expect(bad.items.map(({ user }) => user.id)).toEqual([suspended, kicked])
  // Whatever it was paused for: people who came by it were suspended, removed and muted.
  await db.prisma.invite.update({
    where: { id: invite.id },
    data: { state: 'paused', pauseReason: 'staff' },
  })
  const muted = await done('member.mute', 2, { groupId, userId: quiet })
  const paused = { state: 'paused', pauseReason: 'abuse', version: 2 }
  expect(await db.prisma.invite.findUniqueOrThrow({ where: { id: invite.id } })).toMatchObject(paused)
  await done('member.unmute', 3, { groupId, userId: quiet, inverseOfId: muted })
  expect((await listArrivals(db, { inviteId: invite.id, kind: 'sanctioned', limit: 50 })).items).toHaveLength(
    2,
  )
  expect(await arrivalsOf(db, quiet)).toMatchObject([{ inviteId: invite.id, state: 'joined' }])
  expect(
    await presentIn(world.env, { groupId, userIds: [quiet, 'nobody'] }, `test-${randomUUID()}`),
  ).toMatchObject({ read: true, present: [quiet] })

  const by = { actor: await world.staff('moderator'), requestId: 'test' }
  // Removed, and taken in again by staff since.
  await done('member.add', 3, { groupId, userId: kicked })
  const { number } = await prepareUndoJoins(db, by, { inviteId: invite.id, which: 'sanctioned' })
  const batch = await db.prisma.batch.findUniqueOrThrow({ where: { number }, include: { items: true } })
  expect(batch.action).toBe('member.kick')
  expect(batch.items.map(({ subjectId }) => subjectId).sort()).toEqual(
    [`${groupId}/${kicked}`, `${groupId}/${suspended}`].sort(),
  )
  expect(batch.items.filter(({ state }) => state === 'left_out')).toMatchObject([
    { subjectId: `${groupId}/${kicked}`, why: { key: 'came_otherwise' } },
  ])
})

test('a link, a code and a reference are read, and each says what is told now', async () => {
  const { db } = world.env
  const { groupId, userIds } = await world.group(2)
  const code = 'YYYYYYYYYYYY'
  const invite = await db.prisma.invite.create({ data: { code, groupId, mode: 'join' } })
  const [, member = ''] = userIds
  const check = (text: string, userId?: string) =>
    checkLink(world.env, { text, userId }, `test-${randomUUID()}`)
  expect(await check('https://x.example/i/yyyy-yyyy-yyyy')).toMatchObject({
    read: 'code',
    invite: { id: invite.id },
    user: null,
    why: null,
    away: false,
    members: 2,
  })
  expect(await check(code, member)).toMatchObject({ why: 'already_member', user: { name: `Nick ${member}` } })
  expect(await check(code, 'nobody-at-all')).toMatchObject({ why: 'unknown_user' })
  const reference = '4K9TXXD2'
  await db.prisma.inviteRefusal.create({
    data: { reference, code, inviteId: invite.id, userId: member, why: 'paused' },
  })
  expect(await check(reference)).toMatchObject({
    read: 'reference',
    refusal: { why: 'paused', user: { id: member } },
    invite: { id: invite.id },
    why: 'already_member',
  })
  expect(await check('0000-0000')).toMatchObject({
    read: 'reference',
    refusal: null,
    invite: null,
    why: null,
  })
  expect(await check('2222-2222-2222')).toMatchObject({ read: 'code', invite: null, why: 'unknown' })
  expect(await check('hello there')).toMatchObject({ read: 'neither', why: null })
  await db.prisma.groupInviteRule.create({ data: { groupId, memberLimit: 2 } })
  expect(await check(code)).toMatchObject({ why: 'group_full', memberLimit: 2 })
})
