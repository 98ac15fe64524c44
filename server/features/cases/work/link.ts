import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { appendAudit } from '@/server/audit/append'
import type { Tx } from '@/server/db/client'
import { storableText } from '@/server/db/storable-text'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import type { By } from '@/server/features/cases/claim'
import { moveCase } from '@/server/features/cases/move'
import type { Held } from '@/server/features/cases/release'
import { hasOpenCase, type Sighted } from '@/server/features/cases/sight'
import { enqueue } from '@/server/jobs/enqueue'
import { type FoundSubject, findSubject, type Named } from './find-subject'

/**
 * Adds a group, a person or a message to what a held case is about; its evidence is fetched like that of a report. Throws
 * DomainError `invalid` / `subject_not_found`, `message_elsewhere`, `conflict` / `subject_has_open_case` with its `{number}`, `subject_linked`,
 * `case_is_review`, or as the table of states has it; OpenimError while OpenIM is away.
 */
export async function linkSubject(
  env: ActionEnv,
  by: By,
  input: Held & { subject: Named },
): Promise<{ subjectId: string }> {
  const { caseId, epoch, subject } = input
  const about = { groupId: true, conversationId: true } as const
  const parts = await env.db.prisma.caseSubject.findMany({ where: { caseId }, select: about })
  const found = await findSubject(env, by, subject, parts)
  if (!found) throw new DomainError('invalid', 'subject_not_found', { field: 'subject.id' })
  return await env.db.prisma.$transaction(async (tx) => {
    // In the order in which reports do it: the subject, then the case.
    const sender = subject.kind === 'message' ? [`sender:${found.userId}`] : []
    for (const name of [...sender, `${subject.kind}:${subject.id}`])
      await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`report:${name}`}, 0))`
    const { before } = await moveCase(tx, caseId, { type: 'rearrange', by: by.actor.id, epoch })
    if (before.type !== 'report') throw new DomainError('conflict', 'case_is_review')
    await refuseTaken(tx, by.actor, caseId, subject)
    const subjectId = await add(tx, caseId, subject, found)
    await appendAudit(tx, {
      ...by,
      action: 'case.linked',
      subject: accusedOf(before),
      after: { subject: `${subject.kind} ${subject.id}` },
      caseId,
    })
    return { subjectId }
  })
}

const taken = z.array(z.object({ case_id: z.string(), number: z.number() }))

async function refuseTaken(tx: Tx, actor: Sighted, caseId: string, { kind, id }: Named): Promise<void> {
  const rows = await tx.$queryRaw`
    SELECT s.case_id, c.number FROM case_subject AS s JOIN "case" AS c ON c.id = s.case_id
    WHERE s.kind = ${kind}::"SubjectKind" AND s.key = ${id} AND s.open`
  const [other] = taken.parse(rows)
  if (!other) return
  if (other.case_id === caseId) throw new DomainError('conflict', 'subject_linked')
  throw await hasOpenCase(tx, actor, other.number)
}

async function add(tx: Tx, caseId: string, { kind, id }: Named, found: FoundSubject): Promise<string> {
  const { id: subjectId } = await tx.caseSubject.create({
    data: {
      ...found,
      caseId,
      kind,
      key: id,
      name: storableText(found.name),
      contextName: storableText(found.contextName),
      faceUrl: storableText(found.faceUrl),
    },
    select: { id: true },
  })
  await tx.evidence.create({ data: { caseId, subjectId }, select: { id: true } })
  await enqueue(tx, 'evidence.fetch', { caseId }, `evidence:${caseId}`)
  return subjectId
}
