import type { Db } from '@/server/db/client'
import type { CaseSubject, Evidence, Report } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { rememberPeople } from '@/server/features/groups/person-index'
import { refreshGroup } from '@/server/features/groups/refresh'
import { refreshPerson } from '@/server/features/people/refresh'
import { isVisitor } from '@/server/features/reporters/visitor'
import { enqueue } from '@/server/jobs/enqueue'
import { bytesOf, type EvidenceBody, evidenceBody, sha256Of } from './body'
import { compare, type Original } from './compare'
import { textHash } from './content-hash'
import { parseCopy } from './copy'
import { mediaOf } from './media-of'
import { type Found, readEvidence, type Wanted } from './read'

/** Readers tried before the group's owner is: people leave. */
const MOST_READERS = 3

type Part = CaseSubject & { evidence: Evidence | null; reports: Report[] }

/**
 * Fetches and stores the evidence of everything a case is about, once each, and compares every reporter's copy that was
 * not compared yet. Safe to run again and twice at once. Throws OpenimError while OpenIM is away; evidence then stays
 * wanted.
 */
export async function fetchEvidence(env: Pick<Env, 'db' | 'openim'>, caseId: string): Promise<void> {
  const parts = await env.db.prisma.caseSubject.findMany({
    where: { caseId },
    orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
    include: { evidence: true, reports: { orderBy: { createdAt: 'desc' } } },
  })
  for (const part of parts) {
    if (part.evidence?.state === 'wanted' && part.evidence.purgedAt === null)
      await fetchPart(env, part, part.evidence)
    await compareCopies(env.db, part.id)
  }
}

async function fetchPart(env: Pick<Env, 'db' | 'openim'>, part: Part, evidence: Evidence): Promise<void> {
  const readAt = Date.now()
  // From here on its group and person are in the index: it can be decided on while OpenIM is away.
  if (part.groupId !== null) await refreshGroup(env, part.groupId)
  if (part.userId !== null) await refreshPerson(env, part.userId)
  const found = await readEvidence(env.openim, wantedOf(part), { operationId: `evidence-${evidence.id}` })
  await store(env.db, evidence, found, readAt)
  await rememberPeople(env.db, peopleIn(found.body), readAt)
}

/** What to ask OpenIM for, and as whom. */
export function wantedOf(part: Omit<Part, 'evidence'>): Wanted {
  const { conversationId, messageSeq, clientMsgId } = part
  const sentAt = part.reports
    .map((report) => parseCopy(report.copy)?.sendTime)
    .find((time) => time !== undefined)
  return {
    groupId: part.groupId,
    userId: part.userId,
    message:
      conversationId !== null && messageSeq !== null
        ? { conversationId, seq: Number(messageSeq), clientMsgId, sentAt: sentAt ?? null }
        : null,
    readers: readersOf(part),
  }
}

/** Machines and visitors read nothing themselves: between two people, what only they reported is read as its sender. */
function readersOf({ reports, groupId, userId }: Omit<Part, 'evidence'>): string[] {
  const inside = reports.filter(({ automated, reporterId }) => !automated && !isVisitor(reporterId))
  const people = inside.map((report) => report.reporterId)
  if (people.length > 0) return people.slice(0, MOST_READERS)
  return groupId === null && userId !== null ? [userId] : []
}

/** The first read stays: evidence never changes afterwards. */
async function store(
  { prisma }: Db,
  { id, subjectId }: Evidence,
  { body, there, source }: Found,
  readAt: number,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.evidence.updateMany({
      where: { id, state: 'wanted', purgedAt: null },
      data: {
        state: there ? 'stored' : 'gone',
        source,
        fetchedAt: new Date(readAt),
        sha256: sha256Of(body),
        bytes: bytesOf(body),
        body,
      },
    })
    if (count === 0) return
    await tx.caseSubject.update({
      where: { id: subjectId },
      data: { contentHash: textHash(body) },
      select: { id: true },
    })
    const media = mediaOf(body).map((one) => ({ ...one, evidenceId: id }))
    if (media.length === 0) return
    await tx.evidenceMedia.createMany({ data: media })
    await enqueue(tx, 'evidence.media', { evidenceId: id }, `evidence-media:${id}`)
  })
}

async function compareCopies({ prisma }: Db, subjectId: string): Promise<void> {
  const pending = await prisma.report.findMany({ where: { subjectId, comparison: 'pending' } })
  if (pending.length === 0) return
  const { state, body } = await prisma.evidence.findUniqueOrThrow({ where: { subjectId } })
  const original = state === 'stored' ? originalIn(evidenceBody.parse(body)) : null
  for (const { id, copy } of pending) {
    const comparison = compare(parseCopy(copy), original)
    // A copy that came meanwhile is compared by the job that came with it.
    await prisma.report.updateMany({ where: { id, comparison: 'pending' }, data: { comparison } })
  }
}

function originalIn({ messages, reportedSeq }: EvidenceBody): Original {
  const reported = messages.find((message) => message.seq === reportedSeq)
  return reported ?? null
}

/** Everybody the evidence names, except by the name they have in the group: that one is not the person's own. */
function peopleIn({ person }: EvidenceBody) {
  return person ? [{ userId: person.id, nickname: person.name, faceUrl: person.faceUrl }] : []
}
