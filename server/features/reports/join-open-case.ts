import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { prepared } from '@/server/db/prepared'
import { storableText } from '@/server/db/storable-text'
import { accusedOf } from '@/server/features/cases/accused'
import { urgencyOf } from '@/server/features/desk/route-case'
import { type Arrival, actorOfReport, opaqueNumber } from './arrival'

const join = prepared(
  'join-open-case',
  'SELECT join_open_case($1::jsonb) AS joined',
  z.object({ joined: z.boolean() }),
)

/**
 * Adds a report without a copy to the open case that it belongs to, in one statement, where nothing but its count changes
 * (migrations: join_open_case); in a flood nearly every report is one. Answers its number, or null where there is more to
 * do: then nothing was written.
 */
export async function joinOpenCase(db: Db, arrival: Arrival, dueAt: number): Promise<string | null> {
  const { subject, input, reason, client } = arrival
  if (input.copy) return null
  const text = storableText(input.text)
  const accused = accusedOf({ ...subject, subjectKind: subject.kind })
  const number = opaqueNumber()
  const actor = actorOfReport(arrival)
  const facts = {
    kind: subject.kind,
    key: subject.key,
    userId: subject.userId,
    name: storableText(subject.name),
    contextName: storableText(subject.contextName),
    faceUrl: storableText(subject.faceUrl),
    accusedKind: accused.kind,
    accusedId: accused.id,
    number,
    reporterId: arrival.reporterId,
    reason: reason.id,
    urgency: urgencyOf(reason),
    text,
    automated: arrival.automated,
    language: arrival.language,
    clientId: client?.id ?? null,
    dueAt,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    after: { report: number, reason: reason.id, ...(client && { reporter: arrival.reporterId }) },
    requestId: arrival.requestId,
  }
  const [row] = await join(db, JSON.stringify(facts))
  return row?.joined ? number : null
}
