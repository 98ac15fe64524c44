import { z } from 'zod'
import type { Db } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import { storableText } from '@/server/db/storable-text'
import { evidenceBody } from '@/server/features/evidence/body'
import { differencesOf, type Original } from '@/server/features/evidence/compare'
import { parseCopy } from '@/server/features/evidence/copy'
import { EVIDENCE_INCLUDE, shownEvidence } from '@/server/features/evidence/present'
import type { SeenRole, ShownEvidence } from '@/server/features/evidence/schema'
import { reportersKnown } from '@/server/features/reporters/record'
import { plainName } from '@/server/features/reporters/schema'
import { previewOf, textOf } from '@/server/openim/message-content'
import type { CasePart, CaseReport, ReportedBy } from './schema'

/** More than anybody reads; the counts on the case are exact. */
const MOST_REPORTS = 200
const MOST_PARTS = 200
/** Of a copy, characters. */
const MOST_TEXT = 20_000

const found = z.array(z.object({ id: z.string(), subject_id: z.string() }))

/** The report to read first: of the gravest reason the one that says most, the earliest among equals. */
export async function leadOf({ prisma }: Db, caseId: string) {
  const rows = await prisma.$queryRaw`
    SELECT r.id, r.subject_id FROM report AS r JOIN reason AS y ON y.id = r.reason
    WHERE r.case_id = ${caseId}::uuid
    ORDER BY y.emergency DESC, y.severity DESC, length(btrim(r.text)) DESC, r.created_at, r.id
    LIMIT 1`
  return found.parse(rows)[0]
}

/** Reports of a case or of one part of it, in the order they came; `leadId` is among them however many there are. */
export async function reportsOf(
  { prisma }: Db,
  where: { caseId: string } | { subjectId: string },
  leadId?: string,
): Promise<CaseReport[]> {
  const first = await prisma.report.findMany({
    where,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MOST_REPORTS,
  })
  const isMissing = leadId !== undefined && first.every(({ id }) => id !== leadId)
  const lead = isMissing ? await prisma.report.findUnique({ where: { id: leadId } }) : null
  const rows = lead ? [...first.slice(0, -1), lead] : first
  const reporterIds = rows.map(({ reporterId }) => reporterId)
  const differing = rows
    .filter(({ comparison }) => comparison === 'differs')
    .map(({ subjectId }) => subjectId)
  const [people, reasons, known, originals] = await Promise.all([
    prisma.personIndex.findMany({
      where: { userId: { in: [...new Set(reporterIds)] } },
      select: { userId: true, nickname: true },
    }),
    prisma.reason.findMany({ select: { id: true, severity: true, emergency: true } }),
    reportersKnown(prisma, reporterIds),
    originalsOf(prisma, differing),
  ])
  const names = new Map(people.map(({ userId, nickname }) => [userId, nickname]))
  const severities = new Map(reasons.map(({ id, severity, emergency }) => [id, emergency ? 4 : severity]))
  return rows.map((row) => {
    const { reporterId: id, reason } = row
    const reporter = { id, name: names.get(id) || plainName(id), ...known(id) }
    return shownReport(row, reporter, severities.get(reason) ?? 0, originals.get(row.subjectId) ?? null)
  })
}

type ReportRow = Prisma.ReportGetPayload<object>

/** The reported messages of some parts as they were kept, by part. */
async function originalsOf(
  prisma: Db['prisma'],
  subjectIds: readonly string[],
): Promise<Map<string, Original>> {
  if (subjectIds.length === 0) return new Map()
  const rows = await prisma.evidence.findMany({
    where: { subjectId: { in: [...new Set(subjectIds)] } },
    select: { subjectId: true, body: true },
  })
  return new Map(
    rows.map(({ subjectId, body }) => {
      const kept = evidenceBody.safeParse(body).data
      return [subjectId, kept?.messages.find(({ seq }) => seq === kept.reportedSeq) ?? null]
    }),
  )
}

function shownReport(row: ReportRow, reporter: ReportedBy, severity: number, original: Original): CaseReport {
  const { id, subjectId, reason, text, automated, comparison, purgedAt } = row
  return {
    id,
    subjectId,
    reporter,
    reason,
    severity,
    automated,
    text,
    at: row.createdAt.getTime(),
    comparison,
    copyText: comparison === 'differs' ? textOfCopy(row.copy) : null,
    differs: comparison === 'differs' ? differingIn(row.copy, original) : null,
    purgedAt: purgedAt?.getTime() ?? null,
  }
}

function differingIn(value: unknown, original: Original): CaseReport['differs'] {
  const copy = parseCopy(value)
  if (copy === null || original === null) return null
  const differences = differencesOf(copy, original)
  return {
    in: differences,
    sender: differences.includes('sender') ? storableText(copy.sendId ?? '') : null,
    sentAt: differences.includes('time') ? (copy.sendTime ?? null) : null,
  }
}

function textOfCopy(value: unknown): string | null {
  const copy = parseCopy(value)
  return copy && storableText(textOf(copy.contentType, copy.content).slice(0, MOST_TEXT))
}

const said = z.array(
  z.object({ subject_id: z.string(), content_type: z.number().nullable(), content: z.string().nullable() }),
)

/** The beginning of what each reported message of a case says, by its part. */
async function previewsOf({ prisma }: Db, caseId: string): Promise<Map<string, string>> {
  const rows = await prisma.$queryRaw`
    SELECT e.subject_id, (m->>'contentType')::int AS content_type, m->>'content' AS content
    FROM evidence AS e, jsonb_path_query_first(
      e.body, '$.messages[*] ? (@.seq == $seq)', jsonb_build_object('seq', e.body->'reportedSeq')) AS m
    WHERE e.case_id = ${caseId}::uuid AND m IS NOT NULL`
  return new Map(
    said
      .parse(rows)
      .map(({ subject_id, content_type, content }) => [
        subject_id,
        storableText(previewOf(content_type ?? 0, content ?? '')),
      ]),
  )
}

/** What a case is about, in the order it was added; of several, each says how it begins. */
export async function partsOf(db: Db, caseId: string): Promise<CasePart[]> {
  const rows = await db.prisma.caseSubject.findMany({
    where: { caseId },
    orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
    take: MOST_PARTS,
    include: { _count: { select: { reports: true } } },
  })
  const previews = rows.length > 1 ? await previewsOf(db, caseId) : new Map<string, string>()
  return rows.map(({ id, kind, key, name, contextName, groupId, userId, _count }) => ({
    id,
    kind,
    key,
    name,
    context: contextName,
    groupId,
    userId,
    reports: _count.reports,
    preview: previews.get(id) ?? '',
  }))
}

/** What is kept of one part, and the role of whom it is about. */
export async function evidenceOf(
  { prisma }: Db,
  subjectId: string,
): Promise<ShownEvidence & { role: SeenRole | null }> {
  const row = await prisma.evidence.findUnique({ where: { subjectId }, include: EVIDENCE_INCLUDE })
  return shownEvidence(subjectId, row)
}
