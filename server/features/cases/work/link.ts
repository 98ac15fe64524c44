import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import type { Tx } from '@/server/db/client'
import { storableText } from '@/server/db/storable-text'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import type { By } from '@/server/features/cases/claim'
import { moveCase } from '@/server/features/cases/move'
import type { Held } from '@/server/features/cases/release'
import { enqueue } from '@/server/jobs/enqueue'

type Named = { kind: 'group' | 'user'; id: string }
type Found = { name: string; faceUrl: string }

/**
 * Adds a group or a person to what a held case is about; its evidence is fetched like that of a report. Throws
 * DomainError `invalid` / `subject_not_found`, `conflict` / `subject_has_open_case` with its `{number}`, `subject_linked`,
 * `case_is_review`, or as the table of states has it; OpenimError while OpenIM is away.
 */
export async function linkSubject(
  env: Pick<Env, 'db' | 'openim'>,
  by: By,
  input: Held & { subject: Named },
): Promise<{ subjectId: string }> {
  const { caseId, epoch, subject } = input
  const found = await find(env, by, subject)
  if (!found) throw new DomainError('invalid', 'subject_not_found', { field: 'subject.id' })
  return await env.db.prisma.$transaction(async (tx) => {
    // In the order in which reports do it: the subject, then the case.
    const name = `report:${subject.kind}:${subject.id}`
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${name}, 0))`
    const { before } = await moveCase(tx, caseId, { type: 'rearrange', by: by.actor.id, epoch })
    if (before.type !== 'report') throw new DomainError('conflict', 'case_is_review')
    await refuseTaken(tx, caseId, subject)
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

async function find({ openim }: Pick<Env, 'openim'>, by: By, { kind, id }: Named): Promise<Found | null> {
  const options = { operationId: by.requestId }
  if (kind === 'group') {
    const group = await openim.groups.byId(id, options)
    return group && { name: group.name, faceUrl: group.faceUrl }
  }
  const [user] = await openim.users.info([id], options)
  return user ? { name: user.nickname, faceUrl: user.faceUrl } : null
}

const taken = z.array(z.object({ case_id: z.string(), number: z.number() }))

async function refuseTaken(tx: Tx, caseId: string, { kind, id }: Named): Promise<void> {
  const rows = await tx.$queryRaw`
    SELECT s.case_id, c.number FROM case_subject AS s JOIN "case" AS c ON c.id = s.case_id
    WHERE s.kind = ${kind}::"SubjectKind" AND s.key = ${id} AND s.open`
  const [other] = taken.parse(rows)
  if (!other) return
  if (other.case_id === caseId) throw new DomainError('conflict', 'subject_linked')
  throw new DomainError('conflict', 'subject_has_open_case', { facts: { number: other.number } })
}

async function add(tx: Tx, caseId: string, { kind, id }: Named, found: Found): Promise<string> {
  const { id: subjectId } = await tx.caseSubject.create({
    data: {
      caseId,
      kind,
      key: id,
      groupId: kind === 'group' ? id : null,
      userId: kind === 'user' ? id : null,
      name: storableText(found.name),
      faceUrl: storableText(found.faceUrl),
    },
    select: { id: true },
  })
  await tx.evidence.create({ data: { caseId, subjectId }, select: { id: true } })
  await enqueue(tx, 'evidence.fetch', { caseId }, `evidence:${caseId}`)
  return subjectId
}
