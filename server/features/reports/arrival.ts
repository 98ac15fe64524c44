import { randomBytes } from 'node:crypto'
import type { Actor, ClientActor } from '@/server/auth/actor'
import { storableText } from '@/server/db/storable-text'
import type { ReasonRules } from '@/server/features/desk/schema'
import type { TrackRecord } from '@/server/features/reporters/schema'
import type { ReportInput } from './schema'
import type { SeenSubject } from './subject'

/** A report that was checked and is to be written down. */
export type Arrival = {
  reporterId: string
  subject: SeenSubject
  input: ReportInput
  /** Of the report, as it is configured now. */
  reason: ReasonRules
  requestId: string
  /** A machine's, not a person's. */
  automated: boolean
  language: string
  /** How the reporter's other reports turned out; null where it weighs nothing. */
  record: TrackRecord | null
  /** The backend that brought it. */
  client: { id: string; actor: ClientActor } | null
}

/** Who its audit row names. */
export const actorOfReport = ({ client, reporterId, subject }: Arrival): Actor =>
  client?.actor ?? { kind: 'reporter', id: reporterId, name: storableText(subject.reporterName) }

/** Eighty random bits in letters that nobody mistakes: says nothing and cannot be guessed. */
export function opaqueNumber(): string {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  return `R-${Array.from(randomBytes(16), (byte) => letters[byte % 32]).join('')}`
}
