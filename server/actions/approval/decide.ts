import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { CATALOGUE } from '@/server/actions/catalogue'
import { lockDesired, writeDesired } from '@/server/actions/desired-store'
import { intendFirst } from '@/server/actions/intend-first'
import { keepsOut } from '@/server/actions/protection'
import { actionName } from '@/server/actions/schema'
import { aboutWhom } from '@/server/actions/subject'
import { appendAudit } from '@/server/audit/append'
import { seal, unseal } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import { may } from '@/server/auth/permissions'
import type { Tx } from '@/server/db/client'
import type { LedgerRow } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { openRequest } from './open-request'
import { beyondLimits } from './rules'
import { limitsOf, weighed, weighedBatch } from './settings'

export type By = { actor: StaffActor; requestId: string }
type Answer = { approvalId: string; note: string }

const json = z.json()
const jsonObject = z.record(z.string(), json)

/**
 * Agrees to what somebody else requested: an action is planned anew and takes its place behind what was intended on its
 * subject meanwhile, with an undo window of its own; a batch begins. Throws DomainError `not_found`, `forbidden`
 * (`own_request`, `beyond_your_limit`, `protected`, the role), `conflict` (`approval_over`, `obstacle`,
 * `subject_changed`).
 */
export async function approve(env: ActionEnv, by: By, { approvalId, note }: Answer): Promise<void> {
  const request = await openRequest(env.db.prisma, approvalId)
  if (request.requestedById === by.actor.id) throw new DomainError('forbidden', 'own_request')
  if (request.ledger) return await approveAction(env, by, { approvalId, note }, request.ledger)
  if (request.batch) await approveBatch(env, by, { approvalId, note }, request.batch)
}

async function approveAction(env: ActionEnv, by: By, answer: Answer, row: LedgerRow): Promise<void> {
  const { subjectId, subjectKind: kind, input } = row
  const action = actionName.parse(row.action)
  if (!may(by.actor.role, action)) throw new DomainError('forbidden', 'forbidden')
  const definition = CATALOGUE[action]
  const { reading, body } = await definition.plan(env, { subjectId, input }, row.id)
  if (keepsOut(reading, by.actor.role)) throw new DomainError('forbidden', 'protected')
  const what = weighed({ action, ...body }, input)
  if (beyondLimits(await limitsOf(env.db.prisma, by.actor.id), what, Date.now()))
    throw new DomainError('forbidden', 'beyond_your_limit')
  const [obstacle] = body.obstacles
  if (obstacle) throw new DomainError('conflict', 'obstacle', { facts: { obstacle: obstacle.key } })
  await env.db.prisma.$transaction(async (tx) => {
    await answered(tx, by, answer, 'approved')
    const before = (await lockDesired(tx, kind, [subjectId])).get(subjectId)
    if (before?.version !== reading.version) throw new DomainError('conflict', 'subject_changed')
    const desired = jsonObject.parse(definition.desired(before.desired, input, null))
    const dueAt = new Date(Date.now() + env.config.undoMs)
    const seq = before.lastSeq + 1
    const { count } = await tx.ledgerRow.updateMany({
      where: { id: row.id, state: 'awaiting_approval' },
      data: {
        state: 'planned',
        seq,
        plannedVersion: before.version,
        desired,
        desiredBefore: json.parse(before.desired) ?? {},
        plan: { name: reading.name, people: body.people, readAt: reading.readAt, live: reading.live },
        dueAt,
        nextAt: dueAt,
      },
    })
    if (count === 0) throw new DomainError('conflict', 'approval_over')
    const next = { id: subjectId, desired, version: before.version + 1, lastSeq: seq, ledgerId: row.id }
    await writeDesired(tx, kind, [next])
    // Set in motion by whoever agrees, for the reason that they agree with.
    const reason = (row.reason && (await unseal(tx, aboutWhom(row), row.reason))) ?? answer.note
    const context = { ...by, reason, caseId: row.caseId ?? undefined, dueAt }
    await intendFirst(tx, { ledgerId: row.id, action, subjectId, input }, context)
  })
}

type RequestedBatch = NonNullable<Awaited<ReturnType<typeof openRequest>>['batch']>

async function approveBatch(env: ActionEnv, by: By, answer: Answer, batch: RequestedBatch): Promise<void> {
  const action = actionName.parse(batch.action)
  if (!may(by.actor.role, action)) throw new DomainError('forbidden', 'forbidden')
  const what = await weighedBatch(env.db.prisma, batch)
  if (beyondLimits(await limitsOf(env.db.prisma, by.actor.id), what, Date.now()))
    throw new DomainError('forbidden', 'beyond_your_limit')
  await env.db.prisma.$transaction(async (tx) => {
    await answered(tx, by, answer, 'approved')
    const { count } = await tx.batch.updateMany({
      where: { id: batch.id, state: 'awaiting_approval' },
      data: { state: 'running', startedAt: new Date() },
    })
    if (count === 0) throw new DomainError('conflict', 'approval_over')
  })
}

/** Writes the answer of a second person into a request that still waits, and into the audit. */
export async function answered(
  tx: Tx,
  { actor, requestId }: By,
  { approvalId: id, note }: Answer,
  state: 'approved' | 'refused' | 'withdrawn',
): Promise<void> {
  const sealed = note === '' ? null : await seal(tx, { kind: 'approval', id }, note)
  const { count } = await tx.approval.updateMany({
    where: { id, state: 'waiting', expiresAt: { gt: new Date() } },
    data: { state, decidedById: actor.id, decidedAt: new Date(), note: sealed },
  })
  if (count === 0) throw new DomainError('conflict', 'approval_over')
  await appendAudit(tx, {
    actor,
    action: `approval.${state}`,
    subject: { kind: 'approval', id },
    personal: note === '' ? undefined : { note },
    requestId,
  })
}
