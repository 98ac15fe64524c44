import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { StaffActor } from '@/server/auth/actor'
import { beginNonces } from '@/server/features/api-clients/nonces'
import type { FreshSecret } from '@/server/features/api-clients/schema'
import { claimCase } from '@/server/features/cases/claim'
import { fetchEvidence } from '@/server/features/evidence/fetch'
import { detectorId } from '@/server/features/reporters/schema'
import { newClient, signedRequest } from '@/server/testing/api-clients'
import { decideAs } from '@/server/testing/cases'
import { say, tokenOf } from '@/server/testing/chat'
import { freshGroup, ofGroup, ofMessage, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { receiveReport } from './receive'
import { outcomeClass, tellOutcome } from './tell-outcome'

let world: World
let owner: StaffActor
let client: FreshSecret

beforeAll(async () => {
  world = await testWorld()
  owner = await world.staff('owner')
  await beginNonces(world.env.fast, Date.now() - 3_600_000)
  client = await newClient(world, owner)
})
afterAll(() => world.close())

const answer = z.object({
  number: z.string().optional(),
  outcome: z.string().optional(),
  code: z.string().optional(),
  errors: z.array(z.object({ field: z.string() })).optional(),
})

async function send(body: object, headers?: Record<string, string>) {
  const response = await receiveReport(
    world.env,
    signedRequest(client, { body: JSON.stringify(body), headers }),
  )
  return { status: response.status, body: answer.parse(await response.json()) }
}

async function ask(number: string, as: { token: string } | 'client' | 'nobody') {
  const path = `/api/v1/reports/${number}`
  const headers = { authorization: as !== 'client' && as !== 'nobody' ? `Bearer ${as.token}` : '' }
  const request =
    as === 'client'
      ? signedRequest(client, { method: 'GET', path })
      : new Request(`http://steward.test${path}`, { headers })
  const response = await tellOutcome(world.env, request, number)
  return { status: response.status, body: answer.parse(await response.json()) }
}

const caseOf = (number: string | undefined) =>
  world.env.db.prisma.case.findFirstOrThrow({
    where: { reports: { some: { number } } },
    include: { reports: true },
  })

describe('a backend', () => {
  test('reports for somebody it names, who sees the subject', async () => {
    const { id, reporter } = await freshGroup(world)
    const sent = await send(ofGroup(id, { reporterId: reporter, text: 'from the app' }), {
      'accept-language': 'de',
    })
    expect(sent.status).toBe(201)
    const opened = await caseOf(sent.body.number)
    expect(opened).toMatchObject({ automated: false, reportsCount: 1, language: '' })
    expect(opened.reports).toMatchObject([{ reporterId: reporter, automated: false, clientId: client.id }])
    const [row] = await world.env.db.prisma.auditRow.findMany({ where: { caseId: opened.id } })
    expect(row).toMatchObject({ actorKind: 'client', actorId: client.keyId, action: 'report.received' })
    expect(row?.after).toMatchObject({ reporter })
  })

  test('counts as the same reporter when that one reports by their own token too', async () => {
    const { id, reporter, token } = await freshGroup(world)
    const first = await send(ofGroup(id, { reporterId: reporter }))
    const second = await postReport(world, token, ofGroup(id, { text: 'by myself' }))
    expect([first.status, second.status]).toEqual([201, 200])
    expect(second.body.number).toBe(first.body.number)
  })

  test.each([
    ['nobody', {}, 'reporterId'],
    ['a machine without a name', { automated: true }, 'detector'],
    ['a machine and somebody', { automated: true, detector: 'x', reporterId: 'y' }, 'reporterId'],
    ['somebody and a machine', { detector: 'x', reporterId: 'y' }, 'detector'],
    ['a name with a space', { automated: true, detector: 'a b' }, 'detector'],
    ['no language', { reporterId: 'y', language: '!' }, 'language'],
  ])('that names %s gets 400', async (_name, who, field) => {
    const { id } = await freshGroup(world)
    const sent = await send(ofGroup(id, who))
    expect(sent.status).toBe(400)
    expect(sent.body.errors?.map((error) => error.field)).toContain(field)
  })

  test('gets 404 for whom there is not, and for who cannot see it', async () => {
    const { id, boss } = await freshGroup(world)
    const other = await freshGroup(world)
    const bodies = [
      ofGroup(id, { reporterId: other.reporter }),
      ofGroup(id, { reporterId: 'nobody' }),
      { subject: { kind: 'user', userId: boss }, reason: 'spam', reporterId: 'nobody' },
    ]
    for (const body of bodies) expect((await send(body)).status).toBe(404)
  })

  test('whose request came before is refused, and nothing is written', async () => {
    const { id, reporter } = await freshGroup(world)
    const body = JSON.stringify(ofGroup(id, { reporterId: reporter }))
    const signing = { body, nonce: 'one-and-only-nonce', time: Date.now() }
    expect((await receiveReport(world.env, signedRequest(client, signing))).status).toBe(201)
    expect((await receiveReport(world.env, signedRequest(client, signing))).status).toBe(401)
  })
})

describe('a machine', () => {
  const found = { automated: true, detector: 'link-scan' }

  test('reports a message it sees as nobody; its case is marked until a person reports it', async () => {
    const { id, boss, token } = await freshGroup(world)
    const message = await say(world, boss, { groupId: id }, 'buy my coins')
    const sent = await send(ofMessage(message, found))
    expect(sent.status).toBe(201)
    const opened = await caseOf(sent.body.number)
    expect(opened).toMatchObject({ automated: true, userId: boss })
    expect(opened.reports).toMatchObject([{ reporterId: detectorId('link-scan'), automated: true }])
    await fetchEvidence(world.env, opened.id)
    const [kept] = await world.env.db.prisma.evidence.findMany({ where: { caseId: opened.id } })
    expect(kept?.state).toBe('stored')
    expect((await postReport(world, token, ofMessage(message))).status).toBe(201)
    expect(await caseOf(sent.body.number)).toMatchObject({ automated: false, reportsCount: 2 })
  })

  test('leaves its own queue with the first report of a person', async () => {
    const { prisma } = world.env.db
    await prisma.queue.create({
      data: { id: 'machines', names: { en: 'Machines' }, rules: { automated: true }, position: 5 },
    })
    const { id, token } = await freshGroup(world)
    const sent = await send(ofGroup(id, found))
    expect((await caseOf(sent.body.number)).queueId).toBe('machines')
    await postReport(world, token, ofGroup(id))
    expect((await caseOf(sent.body.number)).queueId).toBe('general')
  })

  test('sees what two people wrote to each other through one of them', async () => {
    const { boss, reporter } = await freshGroup(world)
    const message = await say(world, boss, { userId: reporter }, 'pay me')
    expect((await send(ofMessage(message, found))).status).toBe(404)
    const sent = await send(ofMessage(message, { ...found, seenBy: reporter }))
    expect(sent.status).toBe(201)
    const opened = await caseOf(sent.body.number)
    await fetchEvidence(world.env, opened.id)
    const [kept] = await world.env.db.prisma.evidence.findMany({ where: { caseId: opened.id } })
    expect(kept?.state).toBe('stored')
  })
})

describe('the outcome', () => {
  test('is told to the reporter and to clients, and to nobody else', async () => {
    const { id, userIds, token } = await freshGroup(world)
    const { body } = await postReport(world, token, ofGroup(id))
    const number = body.number ?? ''
    const other = await tokenOf(world, userIds[2] ?? '')
    expect(await ask(number, { token })).toEqual({ status: 200, body: { number, outcome: 'received' } })
    expect((await ask(number, 'client')).body.outcome).toBe('received')
    expect((await ask(number, { token: other })).status).toBe(404)
    expect((await ask('R-0000000000000000', { token })).status).toBe(404)
    expect((await ask('x', 'client')).status).toBe(404)
    expect((await ask(number, 'nobody')).status).toBe(401)
  })

  test('of no violation is told once it cannot be taken back', async () => {
    const { id, token } = await freshGroup(world)
    const { body } = await postReport(world, token, ofGroup(id))
    const number = body.number ?? ''
    const actor = await world.staff()
    const opened = await caseOf(number)
    const { epoch } = await claimCase(world.env.db, { actor, requestId: 'test' }, opened.id)
    await decideAs(world, actor, { caseId: opened.id, epoch })
    expect((await ask(number, { token })).body.outcome).toBe('received')
    await world.env.db.prisma.case.update({
      where: { id: opened.id },
      data: { closedAt: new Date(Date.now() - 3_600_000) },
    })
    expect((await ask(number, { token })).body.outcome).toBe('no_violation')
  })

  test.each([
    ['upheld', 0, 'action_taken'],
    ['dismissed', 0, 'received'],
    ['dismissed', 6 * 60_000, 'no_violation'],
    [null, 6 * 60_000, 'received'],
  ])('counted as %s, %i ms after it was closed: %s', (counted, age, outcome) => {
    expect(outcomeClass({ counted, closedAt: new Date(1_000) }, 1_000 + age)).toBe(outcome)
  })
})
