import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { routeCase } from '@/server/features/desk/read'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import type { SaveQueue, SaveReason } from './schema'

let world: World
let owner: StaffActor
let admin: StaffActor

beforeAll(async () => {
  world = await testWorld()
  ;[owner, admin] = await Promise.all([world.staff('owner'), world.staff('admin')])
})
afterAll(() => world.close())

const as = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env }).desk
const trail = (subjectId: string) =>
  world.env.db.prisma.auditRow.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })

/** Counts up, so that each test has ids of its own. */
let n = 0
beforeEach(() => {
  n += 1
})

const reason = (more: Partial<SaveReason> = {}): SaveReason => ({
  id: `reason${n}`,
  version: 0,
  names: { en: 'Noise', 'zh-CN': '噪音' },
  severity: 1,
  emergency: false,
  deadlineMs: 3_600_000,
  retentionDays: 30,
  queueId: null,
  policyId: 'spam',
  active: true,
  ...more,
})

const queue = (more: Partial<SaveQueue> = {}): SaveQueue => ({
  id: `queue${n}`,
  version: 0,
  names: { en: 'Spam', 'zh-CN': undefined },
  rules: { reasons: ['spam'] },
  restricted: false,
  active: true,
  ...more,
})

describe('reasons', () => {
  test('are made and changed, and each change leaves its trace', async () => {
    await as(owner).saveReason(reason())
    await as(owner).saveReason(reason({ version: 1, severity: 2, active: false }))
    const rows = await as(admin).reasons()
    expect(rows.at(-1)).toEqual({ ...reason({ version: 2, severity: 2, active: false }), openCases: 0 })
    const rowsOfTrail = await trail(`reason/reason${n}`)
    expect(rowsOfTrail.map(({ action }) => action)).toEqual(['reason.saved', 'reason.saved'])
    expect(rowsOfTrail[1]).toMatchObject({ before: { severity: 1 }, after: { severity: 2, active: false } })
    expect((await as(owner).config()).reasons.at(-1)).toMatchObject({ id: `reason${n}`, active: false })
  })

  test('of two who save what they both saw, one is told', async () => {
    await as(owner).saveReason(reason())
    const change = () => as(owner).saveReason(reason({ version: 1, severity: 2 }))
    const both = await Promise.allSettled([change(), change()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const told = both.find((one) => one.status === 'rejected')
    expect(told?.reason).toMatchObject({ code: 'CONFLICT', message: 'setting_changed' })
    expect(await trail(`reason/reason${n}`)).toHaveLength(2)
  })

  test.each([
    [{ emergency: true }, 'emergency_is_gravest'],
    [{ emergency: true, severity: 3, queueId: 'general' }, 'emergency_is_restricted'],
    [{ queueId: 'nowhere' }, 'queue_unknown'],
    [{ policyId: 'nowhere' }, 'policy_unknown'],
    [{ id: 'Big' }, 'id_unusable'],
    [{ id: 'spam' }, 'id_taken'],
    [{ id: 'missing', version: 1 }, 'not_found'],
    [{ names: { en: ' ' } }, 'name_missing'],
    [{ deadlineMs: 0 }, 'invalid'],
  ])('%j is refused as %s and changes nothing', async (more, message) => {
    const before = await as(owner).reasons()
    await expect(as(owner).saveReason({ ...reason(), ...more })).rejects.toMatchObject({
      message,
    })
    expect(await as(owner).reasons()).toEqual(before)
  })

  test('the last one in use stays', async () => {
    const { prisma } = world.env.db
    const inUse = await prisma.reason.findMany({ where: { active: true }, select: { id: true } })
    await prisma.reason.updateMany({ where: { id: { not: 'other' } }, data: { active: false } })
    const rows = await as(owner).reasons()
    const other = rows.find(({ id }) => id === 'other')
    if (!other) throw new Error('no reason called other')
    await expect(as(owner).saveReason({ ...other, active: false })).rejects.toMatchObject({
      message: 'reason_last',
    })
    await prisma.reason.updateMany({
      where: { id: { in: inUse.map(({ id }) => id) } },
      data: { active: true },
    })
  })

  test('admins read them and change none', async () => {
    await expect(as(admin).saveReason(reason())).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('queues', () => {
  test('are made before the one that takes everything, with members and rules', async () => {
    await as(owner).saveQueue(queue())
    const [moderator, support] = await Promise.all([world.staff(), world.staff('support')])
    const members = [{ staffId: moderator.id, onCall: true }]
    await as(admin).setQueueMembers({ id: `queue${n}`, version: 1, members })
    const rows = await as(owner).queues()
    expect(rows.at(-1)).toMatchObject({ id: 'general', fixed: true })
    expect(rows.at(-2)).toMatchObject({
      id: `queue${n}`,
      version: 2,
      rules: { reasons: ['spam'] },
      members: [{ name: moderator.name, role: 'moderator', onCall: true }],
    })
    expect((await as(moderator).config()).queues.at(-2)).toMatchObject({ mine: true, onCall: true })
    const wrong = [{ staffId: support.id, onCall: false }]
    await expect(
      as(admin).setQueueMembers({ id: `queue${n}`, version: 2, members: wrong }),
    ).rejects.toMatchObject({ message: 'staff_unknown' })
    await expect(
      as(admin).setQueueMembers({ id: `queue${n}`, version: 1, members: [] }),
    ).rejects.toMatchObject({ message: 'setting_changed' })
    expect((await trail(`queue/queue${n}`)).map(({ action }) => action)).toEqual([
      'queue.saved',
      'queue.members_set',
    ])
  })

  test('only owners open a restricted one to somebody', async () => {
    const members = [{ staffId: admin.id, onCall: false }]
    const [{ version = 0 } = {}] = await as(owner).queues()
    const change = { id: 'emergency', version, members }
    await expect(as(admin).setQueueMembers(change)).rejects.toMatchObject({ message: 'restricted_by_owner' })
    await as(owner).setQueueMembers(change)
    expect((await as(admin).config()).queues[0]).toMatchObject({ id: 'emergency', mine: true })
    await as(owner).setQueueMembers({ ...change, version: version + 1, members: [] })
  })

  test.each([
    ['general', { active: false }, 'active'],
    ['general', { restricted: true }, 'restricted'],
    ['general', { rules: { reasons: ['spam'] } }, 'rules'],
    ['emergency', { restricted: false }, 'restricted'],
    ['emergency', { rules: {} }, 'rules'],
  ])('%s cannot be changed to %j', async (id, more, field) => {
    const row = (await as(owner).queues()).find((one) => one.id === id)
    if (!row) throw new Error(`no queue ${id}`)
    await expect(as(owner).saveQueue({ ...row, ...more })).rejects.toMatchObject({
      message: 'queue_is_fixed',
      cause: { field },
    })
    await as(owner).saveQueue({ ...row, names: { en: `Renamed ${n}` } })
  })

  test('a rule names reasons that there are', async () => {
    await expect(as(owner).saveQueue(queue({ rules: { reasons: ['boring'] } }))).rejects.toMatchObject({
      message: 'reason_unknown',
    })
  })

  test('an emergency comes into restricted queues only, whatever the rules and the order say', async () => {
    const facts = { emergency: true, automated: false, language: 'en', category: null, members: 0 }
    const of = { id: 'danger', severity: 3, emergency: true, deadlineMs: 1, queueId: null }
    const route = (queueId: string | null) =>
      world.env.db.prisma.$transaction((tx) =>
        routeCase(tx, { ...facts, reason: 'danger' }, { ...of, queueId }),
      )
    await as(owner).saveQueue(queue({ rules: { reasons: ['danger'] } }))
    const ids = (await as(owner).queues()).map(({ id }) => id)
    const first = [`queue${n}`, ...ids.filter((id) => id !== `queue${n}`)]
    await as(owner).reorder({ kind: 'queue', ids: first })
    expect(await route(`queue${n}`)).toBe('emergency')
    await as(owner).saveQueue(queue({ version: 1, rules: { reasons: ['danger'] }, restricted: true }))
    expect(await route(null)).toBe(`queue${n}`)
    await as(owner).saveQueue(
      queue({ version: 2, rules: { reasons: ['danger'] }, restricted: true, active: false }),
    )
    expect(await route(`queue${n}`)).toBe('emergency')
    await as(owner).reorder({ kind: 'queue', ids })
  })
})

describe('order', () => {
  test('is set for all at once; one that came meanwhile is not lost', async () => {
    const ids = (await as(owner).reasons()).map(({ id }) => id)
    const other = [...ids.slice(1), ids[0] ?? '']
    await as(owner).reorder({ kind: 'reason', ids: other })
    expect((await as(owner).reasons()).map(({ id }) => id)).toEqual(other)
    await as(owner).reorder({ kind: 'reason', ids })
    for (const wrong of [ids.slice(1), [...ids, 'more'], [...ids.slice(1), ids[1] ?? '']]) {
      await expect(as(owner).reorder({ kind: 'reason', ids: wrong })).rejects.toMatchObject({
        message: 'setting_changed',
      })
    }
    const queues = (await as(owner).queues()).map(({ id }) => id)
    await expect(as(owner).reorder({ kind: 'queue', ids: queues.toReversed() })).rejects.toMatchObject({
      message: 'queue_is_fixed',
    })
    await as(owner).reorder({ kind: 'policy', ids: (await as(owner).config()).policies.map(({ id }) => id) })
  })
})

describe('staff', () => {
  const none = { languages: [], queues: [] }

  test('take cases in their languages and queues', async () => {
    await as(owner).saveQueue(queue())
    const moderator = await world.staff()
    const desk = { languages: ['zh', 'en', 'zh'], queues: [{ queueId: `queue${n}`, onCall: true }] }
    await as(admin).setStaffDesk({ staffId: moderator.id, desk, before: none })
    const find = async () => (await as(admin).staff()).find(({ id }) => id === moderator.id)
    expect(await find()).toMatchObject({ desk: { ...desk, languages: ['en', 'zh'] } })
    expect((await as(owner).queues()).find(({ id }) => id === `queue${n}`)).toMatchObject({ version: 2 })
    await expect(
      as(admin).setStaffDesk({ staffId: moderator.id, desk: none, before: none }),
    ).rejects.toMatchObject({ message: 'setting_changed' })
    const restricted = { ...desk, queues: [...desk.queues, { queueId: 'emergency', onCall: false }] }
    const change = { staffId: moderator.id, desk: restricted, before: desk }
    await expect(as(admin).setStaffDesk(change)).rejects.toMatchObject({ message: 'restricted_by_owner' })
    await as(owner).setStaffDesk(change)
    expect((await find())?.desk.queues).toHaveLength(2)
    expect((await trail(moderator.id)).map(({ action }) => action)).toEqual([
      'staff.desk_set',
      'staff.desk_set',
    ])
  })

  test('are linked to who they are in the chat', async () => {
    const moderator = await world.staff()
    const { userIds } = await world.group(1)
    const link = { staffId: moderator.id, userId: userIds[0] ?? '' }
    await as(admin).linkChatId(link)
    await expect(as(admin).linkChatId({ ...link, staffId: admin.id })).rejects.toMatchObject({
      message: 'chat_id_taken',
    })
    await expect(as(admin).linkChatId({ ...link, userId: 'nobody' })).rejects.toMatchObject({
      message: 'person_not_found',
    })
    const find = async () => (await as(admin).staff()).find(({ id }) => id === moderator.id)
    expect((await find())?.chatIds).toMatchObject([{ userId: link.userId }])
    expect(await as(moderator).ownChatIds()).toMatchObject([{ userId: link.userId }])
    await as(admin).unlinkChatId(link)
    await as(moderator).linkOwnChatId({ userId: link.userId })
    await expect(as(moderator).unlinkChatId(link)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await as(admin).unlinkChatId(link)
    await expect(as(admin).unlinkChatId(link)).rejects.toMatchObject({ message: 'not_found' })
    expect((await find())?.chatIds).toEqual([])
  })
})

describe('teams', () => {
  test('have members, who leave the team they were in; each change leaves its trace', async () => {
    const [ada, ben] = await Promise.all([world.staff(), world.staff('admin')])
    const north = await as(owner).saveTeam({ id: null, version: 0, name: 'North', members: [ada.id, ben.id] })
    const south = await as(owner).saveTeam({ id: null, version: 0, name: 'South', members: [ben.id] })
    const teams = await as(admin).teams()
    expect(teams.map(({ name, version, staff }) => [name, version, staff.map(({ id }) => id)])).toEqual([
      ['North', 2, [ada.id]],
      ['South', 1, [ben.id]],
    ])
    await as(owner).removeTeam({ id: north.id, version: 2 })
    expect(await world.env.db.prisma.staff.findUnique({ where: { id: ada.id } })).toMatchObject({
      teamId: null,
    })
    expect((await trail(`team/${north.id}`)).map(({ action }) => action)).toEqual([
      'team.saved',
      'team.removed',
    ])
    await as(owner).removeTeam({ id: south.id, version: 1 })
  })

  test('are refused under a name that there is, to admins, with strangers, and when somebody saved meanwhile', async () => {
    const auditor = await world.staff('auditor')
    const { id } = await as(owner).saveTeam({ id: null, version: 0, name: 'East', members: [] })
    const save = (more: object, actor = owner) =>
      as(actor).saveTeam({ id: null, version: 0, name: 'West', members: [], ...more })
    await expect(save({ name: 'east' })).rejects.toMatchObject({ message: 'team_name_taken' })
    await expect(save({}, admin)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(save({ members: [auditor.id] })).rejects.toMatchObject({ message: 'staff_unknown' })
    await expect(save({ id, version: 7 })).rejects.toMatchObject({ message: 'setting_changed' })
    await expect(as(owner).removeTeam({ id, version: 7 })).rejects.toMatchObject({
      message: 'setting_changed',
    })
    expect((await as(owner).teams()).map(({ name }) => name)).toEqual(['East'])
  })
})
