import { expect } from 'vitest'
import { startRunner } from '@/server/actions/runner'
import type { StaffActor } from '@/server/auth/actor'
import { claimCase } from '@/server/features/cases/claim'
import { followUp } from '@/server/features/notices/follow-up'
import { ownNotices } from '@/server/features/notices/read'
import type { AfterDecision } from '@/server/features/notices/schema'
import { AFTER_DECISION } from '@/server/features/notices/settings'
import { outcomeOf } from '@/server/testing/actions'
import { decideAs } from '@/server/testing/cases'
import { say, tokenOf } from '@/server/testing/chat'
import { freshGroup, ofMessage, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { receiveAppeal } from './receive'

type Outcome = 'acted' | 'dismissed'

/** A world, and two admins: `ada` decides first, `ben` looks again. */
export type AppealsWorld = World & { ada: StaffActor; ben: StaffActor }

export async function appealsWorld(): Promise<AppealsWorld> {
  const world = await testWorld({ settleMs: 300 })
  return { ...world, ada: await world.staff('admin'), ben: await world.staff('admin') }
}

/** What follows a decision; no samples unless they are asked for. */
export async function setAfterDecision(world: AppealsWorld, changes: Partial<AfterDecision> = {}) {
  const value = { ...AFTER_DECISION.initial, samplePercent: 0, ...changes }
  const data = { value, version: 1, updatedById: world.ada.id }
  await world.env.db.prisma.setting.upsert({
    where: { key: AFTER_DECISION.key },
    create: { key: AFTER_DECISION.key, ...data },
    update: data,
  })
}

export const by = (actor: StaffActor) => ({ actor, requestId: 'test' })
export const claim = (world: World, actor: StaffActor, caseId: string) =>
  claimCase(world.env.db, by(actor), caseId)
export const caseRow = (world: World, id: string) =>
  world.env.db.prisma.case.findUniqueOrThrow({ where: { id } })

/** Somebody's message was reported; ada mutes them or finds nothing; both sides are told. */
export async function decided(world: AppealsWorld, outcome: Outcome, policyId = 'spam') {
  const group = await freshGroup(world, 4)
  const speaker = group.userIds[2] ?? ''
  const message = await say(world, speaker, { groupId: group.id }, 'Buy followers')
  await postReport(world, group.token, ofMessage(message))
  const opened = await world.env.db.prisma.case.findFirstOrThrow({
    where: { groupId: group.id, state: 'open' },
  })
  const { epoch } = await claim(world, world.ada, opened.id)
  const mute = {
    action: 'member.mute' as const,
    subjectId: `${group.id}/${speaker}`,
    input: { until: Date.now() + 86_400_000 },
    plannedVersion: 0,
  }
  const notify = { reporter: true, person: true }
  const actions = outcome === 'acted' ? [mute] : []
  const policy = { id: policyId, version: 1 }
  const { ledgerIds } = await decideAs(world, world.ada, {
    caseId: opened.id,
    epoch,
    actions,
    notify,
    policy,
  })
  await settled(world, ledgerIds)
  const decision = await world.env.db.prisma.decision.findFirstOrThrow({ where: { caseId: opened.id } })
  await followUp(world.env.db, decision.id)
  return { ...group, speaker, caseId: opened.id, number: opened.number, decisionId: decision.id }
}

/** Runs these actions to their end. */
export async function settled(world: World, ledgerIds: readonly string[]) {
  const runner = startRunner(world.env, { everyMs: 50 })
  for (const id of ledgerIds) await outcomeOf(world, id)
  await runner.stop()
}

/** Sends an appeal as somebody's app does. */
export async function postAppeal(world: World, userId: string, body: unknown) {
  const token = await tokenOf(world, userId)
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const request = new Request('http://steward.test/api/v1/appeals', {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return await receiveAppeal(world.env, request)
}

/** The number of the newest notice that somebody got. */
export const noticeOf = async (world: World, userId: string) =>
  (await ownNotices(world.env.db, userId))[0]?.number ?? ''

/** The newest case that looks at a decision again. */
export const reviewOf = (world: World, decisionId: string) =>
  world.env.db.prisma.case.findFirstOrThrow({
    where: { reviewOfId: decisionId },
    orderBy: { number: 'desc' },
  })

/** An appeal by whom the decision is about. */
export async function appealed(world: AppealsWorld, outcome: Outcome, policyId = 'spam') {
  const one = await decided(world, outcome, policyId)
  const appellant = outcome === 'acted' ? one.speaker : one.reporter
  const notice = await noticeOf(world, appellant)
  const answer = await postAppeal(world, appellant, { notice, text: 'I was only joking.' })
  expect(answer.status).toBe(201)
  return { ...one, appellant, review: await reviewOf(world, one.decisionId) }
}
