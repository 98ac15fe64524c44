import type { Db } from '@/server/db/client'
import type { Case, Evidence, Report } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { rememberPeople } from '@/server/features/groups/person-index'
import { refreshGroup } from '@/server/features/groups/refresh'
import { refreshPerson } from '@/server/features/people/refresh'
import { type EvidenceBody, evidenceBody, sha256Of } from './body'
import { compare, type Original } from './compare'
import { parseCopy } from './copy'
import { type Found, readEvidence, type Wanted } from './read'

/** Readers tried before the group's owner is: people leave. */
const MOST_READERS = 3

type CaseFile = Case & { evidence: Evidence[]; reports: Report[] }

/**
 * Fetches and stores the evidence of a case, once, and compares every reporter's copy that was not compared yet. Safe to
 * run again and twice at once. Throws OpenimError while OpenIM is away; evidence then stays wanted.
 */
export async function fetchEvidence(env: Pick<Env, 'db' | 'openim'>, caseId: string): Promise<void> {
  const file = await env.db.prisma.case.findUnique({
    where: { id: caseId },
    include: { evidence: true, reports: { orderBy: { createdAt: 'desc' } } },
  })
  const [evidence] = file?.evidence ?? []
  if (!file || !evidence) return
  if (evidence.state === 'wanted') {
    const readAt = Date.now()
    // From here on its group and person are in the index: it can be decided on while OpenIM is away.
    if (file.groupId !== null) await refreshGroup(env, file.groupId)
    if (file.userId !== null) await refreshPerson(env, file.userId)
    const found = await readEvidence(env.openim, wantedOf(file), { operationId: `evidence-${caseId}` })
    await store(env.db, evidence.id, found, readAt)
    await rememberPeople(env.db, peopleIn(found.body), readAt)
  }
  await compareCopies(env.db, caseId)
}

function wantedOf(file: CaseFile): Wanted {
  const { conversationId, messageSeq, clientMsgId } = file
  const sentAt = file.reports
    .map((report) => parseCopy(report.copy)?.sendTime)
    .find((time) => time !== undefined)
  return {
    groupId: file.groupId,
    userId: file.userId,
    message:
      conversationId !== null && messageSeq !== null
        ? { conversationId, seq: Number(messageSeq), clientMsgId, sentAt: sentAt ?? null }
        : null,
    readers: file.reports.slice(0, MOST_READERS).map((report) => report.reporterId),
  }
}

/** The first read stays: evidence never changes afterwards. */
async function store(
  { prisma }: Db,
  id: string,
  { body, there, source }: Found,
  readAt: number,
): Promise<void> {
  await prisma.evidence.updateMany({
    where: { id, state: 'wanted' },
    data: {
      state: there ? 'stored' : 'gone',
      source,
      fetchedAt: new Date(readAt),
      sha256: sha256Of(body),
      body,
    },
  })
}

async function compareCopies({ prisma }: Db, caseId: string): Promise<void> {
  const { state, body } = await prisma.evidence.findUniqueOrThrow({ where: { caseId } })
  const original = state === 'stored' ? originalIn(evidenceBody.parse(body)) : null
  const pending = await prisma.report.findMany({ where: { caseId, comparison: 'pending' } })
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
