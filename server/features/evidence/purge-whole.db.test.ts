import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messageId } from '@/server/actions/message/address'
import { startRunner } from '@/server/actions/runner'
import { seal } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import { appealFor } from '@/server/features/appeals/file-appeal'
import { getAudit } from '@/server/features/audit/get'
import { claimCase } from '@/server/features/cases/claim'
import { getCase } from '@/server/features/cases/get'
import { saveDraft } from '@/server/features/cases/save-draft'
import { handOverCase, holdCase } from '@/server/features/cases/work/keep'
import { addNote, askColleague, listNotes } from '@/server/features/cases/work/notes'
import { needNobodyElse, outcomeOf, perform } from '@/server/testing/actions'
import { batchesOf, batchIn, workers } from '@/server/testing/batches'
import { decideAs } from '@/server/testing/cases'
import { tokenOf } from '@/server/testing/chat'
import { placesOf } from '@/server/testing/clear-text'
import { mediaServer, ONE_PIXEL, picture, reportedMessage } from '@/server/testing/evidence'
import { ofMessage, postReport } from '@/server/testing/reports'
import { startTestProcess } from '@/server/testing/test-process'
import { testWorld, type World } from '@/server/testing/world'
import { fetchEvidence } from './fetch'
import { fetchMedia } from './fetch-media'
import { lookAgain } from './look-again'
import { moreMessages } from './more'
import { purgeEvidence } from './purge'

let world: World
let ada: StaffActor
const DAY_MS = 86_400_000
/** Said in the message, and quoted by everybody who wrote about it. */
const SAID = 'Zanzibar-7431'

beforeAll(async () => {
  world = await testWorld({ timeoutMs: 3_000 })
  ada = await world.staff('owner')
  await needNobodyElse(world, ada)
})
afterAll(() => world.close())

const prisma = () => world.env.db.prisma
const by = () => ({ actor: ada, requestId: 'test' })
const overSince = (caseId: string, more: object = {}) =>
  prisma().case.update({
    where: { id: caseId },
    data: { closedAt: new Date(Date.now() - 91 * DAY_MS), ...more },
  })
const caseRow = (id: string) => prisma().case.findUniqueOrThrow({ where: { id } })

/** A case in which everything was said and done that leaves words behind. */
async function caseFullOfWords() {
  const told = { text: `he said ${SAID}`, copy: { contentType: 101, content: `{"content":"${SAID}!"}` } }
  const one = await reportedMessage(world, `come to ${SAID}`, told)
  const { caseId, subjectId, message, other } = one
  await postReport(world, await tokenOf(world, other), ofMessage(message, { text: `${SAID} again` }))
  await fetchEvidence(world.env, caseId)
  await addNote(world.env.db, by(), { caseId, text: `note ${SAID}`, lost: false })
  const bob = await world.staff('moderator')
  await askColleague(world.env.db, by(), { caseId, text: `${SAID}?`, staffId: bob.id })
  await saveDraft(world.env.db, bob.id, { caseId, body: `draft ${SAID}` })
  await handOverCase(world.env.db, by(), { caseId, authority: 'police', reference: '1', text: SAID })
  await holdCase(world.env.db, by(), { caseId, hold: false, reason: `no more ${SAID}` })
  await moreMessages(world.env, by(), { subjectId, side: 'after', seq: message.seq, purpose: SAID })
  // Outside of the case, by the same message: an action, and a batch that leaves it out or does it again.
  const before = await perform(world, ada, 'message.revoke', messageId(message))
  await lookAgain(world.env, by(), subjectId)
  const running = workers(world)
  const batches = batchesOf(world, ada)
  const { batchId } = await batches.prepare({
    action: 'message.delete',
    input: {},
    subjectIds: [messageId(message)],
  })
  await batchIn(world, batchId, ['planned'])
  await running.close()
  const { epoch } = await claimCase(world.env.db, by(), caseId)
  const { version } = await prisma().desiredState.findFirstOrThrow({
    where: { subjectId: messageId(message) },
  })
  const actions = [
    { action: 'message.delete' as const, subjectId: messageId(message), input: {}, plannedVersion: version },
  ]
  const { ledgerIds } = await decideAs(world, ada, { caseId, epoch, actions, reason: `for ${SAID}` })
  const [ledgerId = ''] = ledgerIds
  const runner = startRunner(world.env, { everyMs: 50 })
  await outcomeOf(world, ledgerId)
  await runner.stop()
  await prisma().$transaction(async (tx) => {
    const { id } = await tx.approval.create({
      data: { ledgerId, rule: 'items', requestedById: ada.id, expiresAt: new Date() },
    })
    const note = await seal(tx, { kind: 'approval', id }, `agreed, ${SAID}`)
    const data = { note, state: 'approved' as const, decidedById: bob.id, decidedAt: new Date() }
    await tx.approval.update({ where: { id }, data })
  })
  return { ...one, ledgerId, before: before.id }
}

test('nothing of what was said stands anywhere once a case and the appeal against it are purged', async () => {
  const { caseId, admin, message, ledgerId, before } = await caseFullOfWords()
  const { number } = await caseRow(caseId)
  const appeal = await appealFor(world.env.db, by(), {
    caseNumber: number,
    userId: admin,
    text: `why ${SAID}`,
  })
  const { id: appealId } = await prisma().case.findUniqueOrThrow({ where: { number: appeal.number } })
  const appealNote = { caseId: appealId, text: `appeal about ${SAID}`, lost: false }
  await addNote(world.env.db, { actor: await world.staff(), requestId: 'test' }, appealNote)
  // All that the purge has to reach: a place that is missing here is one that the test above does not prepare.
  expect(await placesOf(world, SAID)).toEqual([
    'appeal.body',
    'approval.note',
    'audit.personal',
    'batch.example',
    'batch_item.name',
    'case_note.body',
    'decision.reason',
    'draft_note.body',
    'evidence.body',
    'evidence_sighting.body',
    'kept_message.body',
    'ledger.plan',
    'ledger.reason',
    'report.copy',
    'report.text',
  ])

  await overSince(caseId)
  expect(await purgeEvidence(world.env)).toBe(0)
  await prisma().case.update({
    where: { id: appealId },
    data: {
      state: 'closed',
      outcome: 'upheld',
      closedAt: new Date(Date.now() - 91 * DAY_MS),
      legalHold: true,
    },
  })
  // The hold on the appeal keeps what it looks at.
  expect(await purgeEvidence(world.env)).toBe(0)
  await overSince(appealId, { legalHold: false })
  expect(await purgeEvidence(world.env)).toBe(2)
  expect(await placesOf(world, SAID)).toEqual([])

  const kept = await prisma().keptMessage.findMany({ where: { ledgerId: { in: [ledgerId, before] } } })
  expect(kept.length).toBeGreaterThan(0)
  for (const { body, sha256, purgedBytes } of kept) {
    expect(body).toHaveLength(0)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(purgedBytes).toBeGreaterThan(50)
  }
  // What is left can still be read by those who look at it.
  const detail = await getCase(world.env.db, by(), number)
  expect(detail.decision).toMatchObject({ outcome: 'acted', reason: null })
  expect(detail.ledger).toMatchObject([{ subject: { id: messageId(message), name: '' }, reason: null }])
  const notes = await listNotes(world.env.db, ada.id, caseId)
  expect(notes.map(({ text }) => text)).toEqual([null, null, null])
  const [audited] = await prisma().auditRow.findMany({ where: { action: 'case.hold_lifted', caseId } })
  expect(await getAudit(world.env.db, audited?.id ?? '')).toMatchObject({ personal: null, erased: true })

  // Opened again, its texts are sealed under another key and end with the next purge.
  await prisma().case.update({
    where: { id: caseId },
    data: { state: 'open', outcome: null, closedAt: null },
  })
  await holdCase(world.env.db, by(), { caseId, hold: true, reason: `once more ${SAID}` })
  const newest = await prisma().auditRow.findFirstOrThrow({ where: { caseId }, orderBy: { id: 'desc' } })
  expect(await getAudit(world.env.db, newest.id)).toMatchObject({ personal: { reason: `once more ${SAID}` } })
  await overSince(caseId, { state: 'closed', outcome: 'dismissed', legalHold: false })
  expect(await purgeEvidence(world.env)).toBe(1)
  expect(await placesOf(world, SAID)).toEqual([])
})

test('what went into another case ends with that, and a hold on either keeps both', async () => {
  const one = await reportedMessage(world, 'into another')
  const into = await reportedMessage(world, 'the other')
  await addNote(world.env.db, by(), { caseId: one.caseId, text: 'a note', lost: false })
  await overSince(one.caseId, { state: 'closed', outcome: 'merged', mergedIntoId: into.caseId })
  expect(await purgeEvidence(world.env)).toBe(0)
  await overSince(into.caseId, { state: 'closed', outcome: 'dismissed' })
  await prisma().case.update({ where: { id: one.caseId }, data: { legalHold: true } })
  expect(await purgeEvidence(world.env)).toBe(0)
  await prisma().case.update({ where: { id: one.caseId }, data: { legalHold: false } })
  expect(await purgeEvidence(world.env)).toBe(2)
})

test('a message that a case under a legal hold is about stays kept, whoever deleted it', async () => {
  const { caseId, message, reporter } = await reportedMessage(world, 'needed twice')
  await perform(world, ada, 'message.delete', messageId(message))
  await overSince(caseId, { state: 'closed', outcome: 'dismissed' })
  await prisma().case.create({
    data: {
      ...{ subjectKind: 'message', subjectKey: messageId(message), conversationId: message.conversationId },
      ...{ messageSeq: message.seq, userId: reporter, subjectName: 'x', reason: 'spam', severity: 1 },
      ...{ legalHold: true, state: 'closed', outcome: 'dismissed', closedAt: new Date(0) },
    },
  })
  expect(await purgeEvidence(world.env)).toBe(1)
  expect(await placesOf(world, 'needed twice')).toEqual(['kept_message.body', 'ledger.plan'])
})

test('media that a purged case left, and words of many reports, end too', async () => {
  const named = 'Timbuktu-9911'
  const files = await mediaServer(world.env, (_, response) => response.end(ONE_PIXEL))
  const one = await reportedMessage({ ...world, env: files.env }, picture(`${files.base}/${named}.png`))
  await fetchMedia(files.env, one.evidenceId)
  const { reason } = await caseRow(one.caseId)
  await prisma().$executeRaw`
    INSERT INTO report (id, number, case_id, subject_id, reporter_id, reason, text)
    SELECT gen_random_uuid(), 'MANY' || n, ${one.caseId}::uuid, ${one.subjectId}::uuid, 'many' || n, ${reason}, ${named}
    FROM generate_series(1, 1200) AS n`
  await overSince(one.caseId, { state: 'closed', outcome: 'dismissed' })
  expect(await purgeEvidence(files.env)).toBe(1)
  expect(await placesOf(world, named)).toEqual([])
  const [row] = await prisma().auditRow.findMany({ where: { action: 'evidence.purged', caseId: one.caseId } })
  expect(row?.after).toMatchObject({ reports: 1201, media: 1 })
  await files.close()
})

test('a purge that was killed in the middle is gone on with, unless a hold was set meanwhile', async () => {
  const { caseId, subjectId } = await reportedMessage(world, 'killed meanwhile')
  await prisma().$executeRaw`
    INSERT INTO report (id, number, case_id, subject_id, reporter_id, reason, text, created_at)
    SELECT gen_random_uuid(), 'KILL' || n, ${caseId}::uuid, ${subjectId}::uuid, 'many' || n, 'spam', 'text',
           now() + n * interval '1 ms'
    FROM generate_series(1, 600) AS n`
  await overSince(caseId, { state: 'closed', outcome: 'dismissed' })
  const purgedReports = () => prisma().report.count({ where: { caseId, purgedAt: { not: null } } })
  const running = await startTestProcess('server/testing/purge-process.ts', { variables: world.variables })
  const ended = once(running, 'exit')
  await prisma().$transaction(
    async (tx) => {
      // It waits here, after the first reports and before the rest.
      await tx.$queryRaw`SELECT 1 FROM report WHERE number = 'KILL600' FOR UPDATE`
      while ((await purgedReports()) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      running.kill('SIGKILL')
      await ended
    },
    { timeout: 30_000 },
  )
  expect(await purgedReports()).toBe(500)
  expect((await caseRow(caseId)).purgedAt).toBeNull()
  await prisma().case.update({ where: { id: caseId }, data: { legalHold: true } })
  expect(await purgeEvidence(world.env)).toBe(0)
  expect(await purgedReports()).toBe(500)
  await prisma().case.update({ where: { id: caseId }, data: { legalHold: false } })
  expect(await purgeEvidence(world.env)).toBe(1)
  expect(await purgedReports()).toBe(601)
})
