import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settle } from '@/server/actions/settle'
import type { StaffActor } from '@/server/auth/actor'
import { system } from '@/server/auth/actor'
import { claimCase } from '@/server/features/cases/claim'
import { countCases } from '@/server/features/cases/counts'
import { reopenCase } from '@/server/features/cases/reopen'
import { watchCase } from '@/server/features/cases/work/keep'
import { mergeCases } from '@/server/features/cases/work/merge'
import { addNote, answerQuestion, askColleague } from '@/server/features/cases/work/notes'
import { assignCase } from '@/server/features/cases/work/pass-on'
import { lookAt } from '@/server/features/cases/work/presence'
import { by } from '@/server/features/cases/work/test-work'
import { touchedBy } from '@/server/features/groups/test-plans'
import { decideAs, openCase } from '@/server/testing/cases'
import { freshGroup, ofGroup, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { listInbox } from './list'
import { markRead } from './mark'
import { KEPT_MS, READ_KEPT_MS, trimInbox } from './trim'

let world: World
let ada: StaffActor
let ben: StaffActor

beforeAll(async () => {
  world = await testWorld()
  ada = await world.staff()
})
afterAll(() => world.close())

const db = () => world.env.db
const read = async (actor: StaffActor) => (await listInbox(db(), actor, { limit: 50 })).items
const told = async (actor: StaffActor) => (await read(actor)).map(({ kind, number }) => [kind, number])
const unread = async (actor: StaffActor) => (await countCases(db(), actor)).unread

/** A case that a new colleague follows. */
async function watched(role: 'moderator' | 'owner' = 'moderator') {
  const row = await openCase(world)
  ben = await world.staff(role)
  await watchCase(db(), by(ben), { caseId: row.id, watched: true })
  return row
}

describe('somebody is told', () => {
  test('of a case that is given to them, and who did; not of what they take themselves', async () => {
    const { id, number } = await openCase(world)
    ben = await world.staff()
    await assignCase(db(), by(ada), { caseId: id, epoch: 0, staffId: ben.id })
    const [item] = await read(ben)
    expect(item).toMatchObject({ kind: 'assigned', number, by: ada.name, times: 1, read: false })
    await assignCase(db(), by(ada), { caseId: id, epoch: 0, staffId: ada.id }).catch(() => undefined)
    expect(await told(ada)).toEqual([])
    expect(await unread(ben)).toBe(1)
  })

  test('of a question and of its answer, once each', async () => {
    const { id, number } = await watched()
    await watchCase(db(), by(ada), { caseId: id, watched: true })
    const question = await askColleague(db(), by(ada), { caseId: id, text: 'Is it slang?', staffId: ben.id })
    await answerQuestion(db(), by(ben), { questionId: question.id, text: 'Yes.' })
    expect(await told(ben)).toEqual([['asked', number]])
    expect(await told(ada)).toEqual([['answered', number]])
  })

  test('of what happens to a case they follow, but not of a lost text or of their own doing', async () => {
    const { id, number } = await watched()
    const { epoch } = await claimCase(db(), by(ada), id)
    await addNote(db(), by(ada), { caseId: id, text: 'Looks odd.', lost: false })
    await addNote(db(), by(ada), { caseId: id, text: 'half a sen', lost: true })
    await addNote(db(), by(ben), { caseId: id, text: 'Mine.', lost: false })
    await decideAs(world, ada, { caseId: id, epoch })
    await reopenCase(db(), by(ada), { caseId: id, reason: 'I was wrong.' })
    expect(await told(ben)).toEqual([
      ['reopened', number],
      ['decided', number],
      ['note', number],
    ])
  })

  test('of new reports in one line, however many come', async () => {
    const group = await freshGroup(world, 4)
    await postReport(world, group.token, ofGroup(group.id))
    const row = await db().prisma.case.findFirstOrThrow({ where: { groupId: group.id } })
    ben = await world.staff()
    await watchCase(db(), by(ben), { caseId: row.id, watched: true })
    const reports = [1, 2, 3].map((n) => ({
      caseId: row.id,
      subjectId: '',
      number: `${row.id.slice(0, 8)}${n}`,
      reporterId: `someone${n}`,
      reason: 'spam',
    }))
    const { id: subjectId } = await db().prisma.caseSubject.findFirstOrThrow({ where: { caseId: row.id } })
    for (const report of reports) await db().prisma.report.create({ data: { ...report, subjectId } })
    expect(await read(ben)).toMatchObject([{ kind: 'report', times: 3, by: null }])
  })

  test('that a case they follow went into another', async () => {
    const { id, number } = await watched()
    const into = await openCase(world)
    const { epoch } = await claimCase(db(), by(ada), into.id)
    await mergeCases(db(), by(ada), { caseId: into.id, epoch, caseIds: [id], reason: 'The same.' })
    expect(await told(ben)).toEqual([['merged', number]])
  })

  test('that an action of their decision failed', async () => {
    const { groupId } = await world.group(3)
    const row = await openCase(world, { groupId })
    ben = await world.staff()
    const { epoch } = await claimCase(db(), by(ben), row.id)
    const action = { action: 'group.suspend', subjectId: groupId, input: {}, plannedVersion: 0 } as const
    const { ledgerIds } = await decideAs(world, ben, { caseId: row.id, epoch, actions: [action] })
    const ending = { from: 'planned', to: 'refused', outcome: { code: 'gone' }, requestId: 'test' } as const
    await db().prisma.$transaction((tx) =>
      settle(world.env, tx, {
        ...ending,
        subject: { kind: 'group', id: groupId },
        ledgerId: ledgerIds[0] ?? '',
        actor: system('test'),
      }),
    )
    expect(await told(ben)).toEqual([['failed', row.number]])
  })

  test('never of a case in a queue that they do not see, nor any longer once they do not', async () => {
    const row = await watched()
    const owner = await world.staff('owner')
    await watchCase(db(), by(owner), { caseId: row.id, watched: true })
    await addNote(db(), by(ada), { caseId: row.id, text: 'Looks odd.', lost: false })
    await db().prisma.case.update({ where: { id: row.id }, data: { queueId: 'emergency' } })
    expect([await told(ben), await unread(ben)]).toEqual([[], 0])
    await addNote(db(), by(await world.staff('owner')), { caseId: row.id, text: 'Worse.', lost: false })
    expect(await read(owner)).toMatchObject([{ kind: 'note', times: 2 }])
    expect(await db().prisma.inboxItem.findMany({ where: { staffId: ben.id } })).toMatchObject([{ times: 1 }])
  })
})

describe('reading', () => {
  test('marks one, or all that was there; never what is somebody else’s', async () => {
    const first = await watched()
    const second = await openCase(world)
    await watchCase(db(), by(ben), { caseId: second.id, watched: true })
    for (const { id } of [first, second])
      await addNote(db(), by(ada), { caseId: id, text: 'Odd.', lost: false })
    const [newer, older] = await read(ben)
    await markRead(db(), ada.id, { id: newer?.id ?? '' })
    expect(await unread(ben)).toBe(2)
    await markRead(db(), ben.id, { upTo: older?.at ?? 0 })
    expect(await read(ben)).toMatchObject([{ read: false }, { read: true }])
    await markRead(db(), ben.id, { id: newer?.id ?? '' })
    expect(await unread(ben)).toBe(0)
    await addNote(db(), by(ada), { caseId: first.id, text: 'Again.', lost: false })
    expect(await read(ben)).toHaveLength(3)
  })

  test('happens by looking at the case', async () => {
    const { id } = await watched()
    await addNote(db(), by(ada), { caseId: id, text: 'Odd.', lost: false })
    await lookAt(db(), ben.id, { caseId: id, screen: crypto.randomUUID(), gone: false })
    expect(await read(ben)).toMatchObject([{ read: true }])
  })

  test('what is old is deleted, sooner where it was read', async () => {
    const { id } = await watched()
    const ago = (ms: number) => new Date(Date.now() - ms)
    const item = { staffId: ben.id, caseId: id }
    await db().prisma.inboxItem.createMany({
      data: [
        { ...item, kind: 'note', at: ago(KEPT_MS + 60_000) },
        { ...item, kind: 'report', at: ago(KEPT_MS - 60_000) },
        { ...item, kind: 'decided', at: ago(READ_KEPT_MS), readAt: ago(READ_KEPT_MS + 60_000) },
        { ...item, kind: 'reopened', at: ago(READ_KEPT_MS), readAt: ago(READ_KEPT_MS - 60_000) },
      ],
    })
    await trimInbox(db())
    expect((await read(ben)).map(({ kind }) => kind)).toEqual(['reopened', 'report'])
  })

  test('goes page by page through an index, and touches no more than it shows', async () => {
    ben = await world.staff()
    const superuser = new Client({ connectionString: world.database.url })
    await superuser.connect()
    // Without triggers: only how the rows lie counts.
    await superuser.query('SET session_replication_role = replica')
    await superuser.query(`
      INSERT INTO "case" (id, subject_kind, subject_key, group_id, subject_name, reason, severity)
      SELECT uuidv7(), 'group', 'i' || n, 'i' || n, 'G', 'spam', 1 FROM generate_series(1, 3000) AS n`)
    await superuser.query(`
      INSERT INTO inbox_item (staff_id, case_id, kind, at, read_at)
      SELECT s.id, c.id, 'note', now() - c.number * interval '1 minute', CASE WHEN c.number % 100 > 0 THEN now() END
      FROM "case" AS c, staff AS s WHERE c.subject_key LIKE 'i%'`)
    await superuser.query('ANALYZE')
    await superuser.end()
    const page = (cursor: string | null) => touchedBy(db(), (on) => listInbox(on, ben, { limit: 20, cursor }))
    const one = await page(null)
    const two = await page(one.answer.nextCursor)
    for (const { rows, seen } of [one, two]) {
      expect(seen).not.toContain('Sort')
      expect(rows).toBeLessThanOrEqual(21)
    }
    const ids = [...one.answer.items, ...two.answer.items].map((item) => item.id)
    expect(new Set(ids).size).toBe(40)
  })
})
