import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getCase } from '@/server/features/cases/get'
import { holdCase } from '@/server/features/cases/work/keep'
import { mediaStore } from '@/server/media/store'
import { mediaServer, ONE_PIXEL, picture, reportedMessage } from '@/server/testing/evidence'
import { testWorld, type World } from '@/server/testing/world'
import { fetchMedia } from './fetch-media'
import { moreMessages } from './more'
import { purgeEvidence } from './purge'
import { retentionOf } from './retention'

let world: World
let files: Awaited<ReturnType<typeof mediaServer>>
const DAY_MS = 86_400_000

beforeAll(async () => {
  world = await testWorld()
  files = await mediaServer(world.env, (_, response) => response.end(ONE_PIXEL))
})
afterAll(async () => {
  await files.close()
  await world.close()
})

const prisma = () => world.env.db.prisma

/** Closes a case so many days ago. */
const close = (caseId: string, days: number, more: object = {}) =>
  prisma().case.update({
    where: { id: caseId },
    data: { state: 'closed', outcome: 'dismissed', closedAt: new Date(Date.now() - days * DAY_MS), ...more },
  })
const isPurged = async (caseId: string) =>
  (await prisma().case.findUniqueOrThrow({ where: { id: caseId } })).purgedAt !== null

test('a case whose time is over loses text, copies and media, and keeps hashes and sizes', async () => {
  const content = picture(`${files.base}/a.png`)
  const told = { text: 'he sent this', copy: { contentType: 102, content: '{"forged":true}' } }
  const one = await reportedMessage({ ...world, env: files.env }, content, told)
  await fetchMedia(files.env, one.evidenceId)
  const before = await prisma().evidence.findUniqueOrThrow({ where: { id: one.evidenceId } })
  await close(one.caseId, 91)
  expect(await purgeEvidence(files.env)).toBe(1)
  expect(await purgeEvidence(files.env)).toBe(0)

  const { sha256, bytes } = before
  expect(await prisma().evidence.findUniqueOrThrow({ where: { id: one.evidenceId } })).toMatchObject({
    body: null,
    sha256,
    bytes,
  })
  const report = await prisma().report.findFirstOrThrow({ where: { caseId: one.caseId } })
  expect(report).toMatchObject({
    text: '',
    copy: null,
    purgedSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(report.purgedBytes).toBeGreaterThan(10)
  const [media] = await prisma().evidenceMedia.findMany({ where: { evidenceId: one.evidenceId } })
  const hash = createHash('sha256').update(ONE_PIXEL).digest('hex')
  expect(media).toMatchObject({ url: '', sha256: hash, bytes: BigInt(ONE_PIXEL.length) })
  expect(await mediaStore(files.env.config).open(hash)).toBeNull()

  const { number } = await prisma().case.findUniqueOrThrow({ where: { id: one.caseId } })
  const by = { actor: await world.staff(), requestId: 'test' }
  const detail = await getCase(world.env.db, by, number)
  expect(detail).toMatchObject({ evidence: { messages: [], sha256, bytes } })
  expect(detail.evidence.purgedAt).toBeGreaterThan(0)
  expect(detail.purgedAt).toBeGreaterThan(0)
  expect(detail.evidence.media).toMatchObject([{ sha256: hash, shows: null }])
  const [row] = await prisma().auditRow.findMany({
    where: { action: 'evidence.purged', caseId: one.caseId },
  })
  expect(row).toMatchObject({
    actorKind: 'system',
    after: { evidence: 1, media: 1, reports: 1, reason: 'spam' },
  })
  await expect(
    moreMessages(world.env, by, { subjectId: one.subjectId, side: 'before', seq: 9, purpose: 'why' }),
  ).rejects.toMatchObject({ reason: 'evidence_purged' })
})

test('a file that another case needs stays until that one is purged too', async () => {
  const content = picture(`${files.base}/shared.png`)
  const one = await reportedMessage({ ...world, env: files.env }, content)
  const other = await reportedMessage({ ...world, env: files.env }, content)
  for (const { evidenceId } of [one, other]) await fetchMedia(files.env, evidenceId)
  const hash = createHash('sha256').update(ONE_PIXEL).digest('hex')
  await close(one.caseId, 91)
  await purgeEvidence(files.env)
  const file = await mediaStore(files.env.config).open(hash)
  expect(file).not.toBeNull()
  file?.destroy()
  await close(other.caseId, 91)
  await purgeEvidence(files.env)
  expect(await mediaStore(files.env.config).open(hash)).toBeNull()
  // It comes back with the next message that carries it.
  const third = await reportedMessage({ ...world, env: files.env }, content)
  await fetchMedia(files.env, third.evidenceId)
  const again = await mediaStore(files.env.config).open(hash)
  expect(again).not.toBeNull()
  again?.destroy()
})

describe('nothing is purged', () => {
  test('before the time of its reason is over', async () => {
    const { caseId } = await reportedMessage(world, 'too early')
    await close(caseId, 89)
    await purgeEvidence(world.env)
    expect(await isPurged(caseId)).toBe(false)
  })

  test('of a case that is open, however old', async () => {
    const { caseId } = await reportedMessage(world, 'open for long')
    await prisma().case.update({ where: { id: caseId }, data: { openedAt: new Date(0) } })
    await purgeEvidence(world.env)
    expect(await isPurged(caseId)).toBe(false)
  })

  test('under a legal hold, until it ends', async () => {
    const { caseId } = await reportedMessage(world, 'held')
    await close(caseId, 400, { legalHold: true })
    await purgeEvidence(world.env)
    expect(await isPurged(caseId)).toBe(false)
    await prisma().case.update({ where: { id: caseId }, data: { legalHold: false } })
    await purgeEvidence(world.env)
    expect(await isPurged(caseId)).toBe(true)
  })

  test('while its decision is looked at again, and for as long again afterwards', async () => {
    const { caseId } = await reportedMessage(world, 'appealed')
    const actor = await world.staff()
    await close(caseId, 400)
    const decision = await prisma().decision.create({
      data: { caseId, staffId: actor.id, epoch: 1, outcome: 'dismissed', reason: new Uint8Array([1]) },
    })
    const appeal = await prisma().case.create({
      data: {
        type: 'appeal',
        reviewOfId: decision.id,
        subjectKind: 'user',
        subjectKey: 'somebody',
        userId: 'somebody',
        subjectName: 'Somebody',
        reason: 'spam',
        severity: 1,
      },
    })
    await purgeEvidence(world.env)
    expect(await isPurged(caseId)).toBe(false)
    await close(appeal.id, 10, { outcome: 'upheld' })
    await purgeEvidence(world.env)
    expect(await isPurged(caseId)).toBe(false)
    await close(appeal.id, 91, { outcome: 'upheld' })
    await purgeEvidence(world.env)
    expect(await isPurged(caseId)).toBe(true)
  })
})

test('until when it is kept, and by whom longer, is told', async () => {
  const { caseId } = await reportedMessage(world, 'how long')
  const owner = await world.staff('owner')
  const told = () => retentionOf(world.env.db, { actor: owner }, caseId)
  expect(await told()).toEqual({ days: 90, hold: null, waits: false, purgeAt: null })
  await close(caseId, 10)
  const { purgeAt } = await told()
  expect(Math.abs((purgeAt ?? 0) - Date.now() - 80 * DAY_MS)).toBeLessThan(60_000)
  const change = (hold: boolean) =>
    holdCase(world.env.db, { actor: owner, requestId: 'test' }, { caseId, hold, reason: 'asked for it' })
  await change(true)
  expect((await told()).hold).toEqual({ because: 'set', by: owner.name, at: expect.any(Number) })
  await change(false)
  expect((await told()).hold).toBeNull()
  // Held again by what it went through, not by whoever held it before.
  await close(caseId, 10, { legalHold: true })
  expect((await told()).hold).toEqual({ because: 'moved', by: null, at: null })
  await close(caseId, 400, { legalHold: false })
  const into = await reportedMessage(world, 'it went into this')
  await prisma().case.update({
    where: { id: caseId },
    data: { outcome: 'merged', mergedIntoId: into.caseId },
  })
  expect(await told()).toMatchObject({ hold: null, waits: true })
  await prisma().case.update({ where: { id: into.caseId }, data: { legalHold: true, emergency: true } })
  const ofOther = await retentionOf(world.env.db, { actor: owner }, into.caseId)
  expect(ofOther.hold).toEqual({ because: 'emergency', by: null, at: null })
})

test('a case that opens again is purged again when its time comes', async () => {
  const { caseId } = await reportedMessage(world, 'again')
  await close(caseId, 91)
  await purgeEvidence(world.env)
  await prisma().case.update({
    where: { id: caseId },
    data: { state: 'open', outcome: null, closedAt: null },
  })
  expect(await isPurged(caseId)).toBe(false)
  await close(caseId, 91)
  await purgeEvidence(world.env)
  expect(await isPurged(caseId)).toBe(true)
})

test('what is due is found by index, however many closed cases there are', async () => {
  await prisma().$executeRaw`
    INSERT INTO "case" (id, subject_kind, subject_key, subject_name, group_id, reason, severity, state, outcome, closed_at)
    SELECT gen_random_uuid(), 'group', 'plan' || n, 'Group', 'plan' || n, 'spam', 1, 'closed', 'dismissed',
           now() - (n % 80) * interval '1 day'
    FROM generate_series(1, 4000) AS n`
  await prisma().$executeRaw`ANALYZE "case"`
  const plan = await prisma().$queryRaw`
    EXPLAIN SELECT c.id FROM reason AS y JOIN "case" AS c ON c.reason = y.id
    WHERE c.state = 'closed' AND c.purged_at IS NULL AND NOT c.legal_hold
      AND c.closed_at < now() - y.retention_days * interval '1 day' LIMIT 50`
  expect(JSON.stringify(plan)).toContain('case_to_purge')
  expect(JSON.stringify(plan)).not.toContain('Seq Scan on \\"case\\"')
})
