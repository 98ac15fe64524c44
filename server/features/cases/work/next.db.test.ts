import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import type { Case } from '@/server/db/generated/client'
import { claimCase } from '@/server/features/cases/claim'
import { getCase } from '@/server/features/cases/get'
import { listCases } from '@/server/features/cases/list'
import { caseListInput } from '@/server/features/cases/schema'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { nextCase } from './next'
import { askColleague } from './notes'
import { assignCase, skipCase, snoozeCase } from './pass-on'
import { by, refusalOf } from './test-work'

let world: World
let ada: StaffActor
let ben: StaffActor

beforeAll(async () => {
  world = await testWorld()
  ada = await world.staff()
  ben = await world.staff()
})
afterAll(() => world.close())
// Every test has a queue of its own making: nothing is left in it.
beforeEach(async () => {
  await prisma().case.updateMany({
    where: { state: 'open' },
    data: {
      state: 'closed',
      outcome: 'dismissed',
      closedAt: new Date(),
      claimedById: null,
      claimExpiresAt: null,
      snoozedUntil: null,
    },
  })
})

const prisma = () => world.env.db.prisma
const next = async (actor: StaffActor, leaving: { caseId: string; epoch: number } | null = null) =>
  (await nextCase(world.env, by(actor), leaving))?.caseId ?? null
const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000)
const open = (about: Partial<Omit<Case, 'number'>> = {}) => openCase(world, about)
const link = (actor: StaffActor, userId: string) =>
  prisma().staffChatId.create({
    data: { userId, staffId: actor.id, linkedById: actor.id, groupsReadAt: new Date() },
  })

describe('the next case', () => {
  test('is the gravest, then the one due first, then the oldest', async () => {
    const late = await open({ urgency: 2, deadlineAt: soon(60) })
    const due = await open({ urgency: 2, deadlineAt: soon(5) })
    const grave = await open({ urgency: 1, deadlineAt: soon(600) })
    const taken = [await next(ada), await next(ada), await next(ada), await next(ada)]
    expect(taken).toEqual([grave.id, due.id, late.id, null])
  })

  test('50 people who ask at once get 50 cases', async () => {
    const cases = await Promise.all(Array.from({ length: 60 }, () => open()))
    const crowd = await Promise.all(Array.from({ length: 50 }, () => world.staff()))
    const got = await Promise.all(crowd.map((actor) => next(actor)))
    expect(new Set(got).size).toBe(50)
    expect(got).not.toContain(null)
    const held = await prisma().case.findMany({ where: { id: { in: cases.map(({ id }) => id) } } })
    for (const [i, actor] of crowd.entries())
      expect(held.find(({ id }) => id === got[i])?.claimedById).toBe(actor.id)
  })

  test('is first what was assigned to this person, and nothing that was assigned to others', async () => {
    const [first, second] = [await open({ urgency: 1 }), await open({ urgency: 4 })]
    await assignCase(world.env.db, by(ada), { caseId: second.id, epoch: 0, staffId: ben.id })
    expect(await next(ben)).toBe(second.id)
    await assignCase(world.env.db, by(ada), { caseId: first.id, epoch: 0, staffId: ben.id })
    expect(await next(ada)).toBeNull()
  })

  test('is nothing held, snoozed or skipped', async () => {
    const [held, snoozed, skipped] = [await open(), await open(), await open()]
    await claimCase(world.env.db, by(ben), held.id)
    const until = Date.now() + 60_000
    await snoozeCase(world.env.db, by(ben), { caseId: snoozed.id, epoch: 0, until })
    await skipCase(world.env.db, by(ada), { caseId: skipped.id, epoch: 0 })
    expect(await next(ada)).toBeNull()
    expect(await next(ben)).toBe(skipped.id)
  })

  test('what was skipped long ago is offered again', async () => {
    const { id } = await open()
    await skipCase(world.env.db, by(ada), { caseId: id, epoch: 0 })
    await prisma().caseSkip.updateMany({ data: { skippedAt: new Date(0) } })
    expect(await next(ada)).toBe(id)
  })

  test('follows queues and languages', async () => {
    const queueId = `q${randomUUID().slice(0, 6).replaceAll('-', '_')}`
    await prisma().queue.create({ data: { id: queueId, names: { en: 'Few' }, position: 5 } })
    await prisma().queueMember.create({ data: { queueId, staffId: ben.id } })
    const [theirs, chinese] = [await open({ queueId }), await open({ language: 'zh' })]
    const cyd = await world.staff()
    await prisma().staff.update({ where: { id: cyd.id }, data: { languages: ['en'] } })
    expect(await next(cyd)).toBeNull()
    expect(await next(ben)).toBe(theirs.id)
    expect(await next(ada)).toBe(chinese.id)
  })

  test('is one of what is asked for', async () => {
    const [grave, spam] = [await open({ urgency: 1, reason: 'threat' }), await open({ urgency: 4 })]
    const within = { reason: 'spam' as const, kind: 'group' as const }
    expect((await nextCase(world.env, by(ada), null, within))?.caseId).toBe(spam.id)
    expect(await nextCase(world.env, by(ada), null, within)).toBeNull()
    expect(await next(ada)).toBe(grave.id)
  })

  test('gives back the case that is left, but not one about which an answer is awaited', async () => {
    const [first, second] = [await open({ urgency: 1 }), await open({ urgency: 2 })]
    const held = await nextCase(world.env, by(ada), null)
    const leaving = { caseId: first.id, epoch: held?.epoch ?? 0 }
    expect(await next(ada, leaving)).toBe(second.id)
    expect(await next(ben)).toBe(first.id)
    const again = { caseId: first.id, epoch: 3 }
    await askColleague(world.env.db, by(ben), { caseId: first.id, text: 'Is it?', staffId: ada.id })
    expect(await next(ben, again)).toBeNull()
    expect(await prisma().case.findUnique({ where: { id: first.id } })).toMatchObject({ claimedById: ben.id })
  })
})

describe("one's own affair", () => {
  test('is refused to whoever reported it, is reported in it or is in its group', async () => {
    const cyd = await world.staff()
    const userId = `chat${randomUUID().slice(0, 8)}`
    await link(cyd, userId)
    const reported = await open()
    const subject = await prisma().caseSubject.findFirstOrThrow({ where: { caseId: reported.id } })
    await prisma().report.create({
      data: {
        number: randomUUID(),
        caseId: reported.id,
        subjectId: subject.id,
        reporterId: userId,
        reason: 'spam',
      },
    })
    const accused = await open()
    await prisma().caseSubject.create({
      data: { caseId: accused.id, kind: 'user', key: userId, userId, name: 'C' },
    })
    const inGroup = await open()
    await prisma().staffChatGroup.create({ data: { userId, groupId: inGroup.groupId ?? '' } })
    for (const { id } of [reported, accused, inGroup])
      expect(await refusalOf(claimCase(world.env.db, by(cyd), id))).toBe('own_affair')
    expect(await next(cyd)).toBeNull()
    const giving = { caseId: inGroup.id, epoch: 0, staffId: cyd.id }
    expect(await refusalOf(assignCase(world.env.db, by(ada), giving))).toBe('colleague_unfit')
    expect(await next(ada)).not.toBeNull()
  })

  test('is found through OpenIM, which is asked for the groups', async () => {
    const cyd = await world.staff()
    const { groupId, userIds } = await world.group(4)
    await prisma().staffChatId.create({
      data: { userId: userIds[2] ?? '', staffId: cyd.id, linkedById: ada.id },
    })
    await open({ groupId, subjectKey: groupId })
    expect(await next(cyd)).toBeNull()
    expect(await next(ada)).not.toBeNull()
  })
})

describe('a restricted queue', () => {
  test('is seen by its members and by owners only', async () => {
    const { id, number } = await open({ queueId: 'emergency', urgency: 0, emergency: true })
    const owner = await world.staff('owner')
    const member = await world.staff()
    await prisma().queueMember.create({ data: { queueId: 'emergency', staffId: member.id } })
    const sees = async (actor: StaffActor) =>
      (await listCases(world.env.db, actor, caseListInput.parse({}))).items.map((item) => item.id)
    expect(await sees(ada)).toEqual([])
    expect(await sees(owner)).toEqual([id])
    expect(await sees(member)).toEqual([id])
    expect(await refusalOf(getCase(world.env.db, by(ada), number))).toBe('not_found')
    expect(await refusalOf(claimCase(world.env.db, by(ada), id))).toBe('not_found')
    expect(await next(ada)).toBeNull()
    expect(await next(member)).toBe(id)
  })
})
