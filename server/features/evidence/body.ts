import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson, type Json } from '@/server/audit/canonical-json'

/** How many messages before and after the reported one are kept, and never more. What was kept earlier holds ten. */
export const WINDOW = 20

const role = z.enum(['owner', 'admin', 'member', 'former'])

const storedMessage = z.object({
  seq: z.number(),
  clientMsgId: z.string(),
  senderId: z.string(),
  senderName: z.string(),
  senderRole: role.nullable(),
  /** ms */
  sentAt: z.number(),
  contentType: z.number(),
  /** JSON text as OpenIM had it; '' where it has none any more. */
  content: z.string(),
  /** ms; null where it was not taken back. `content` is then the original, if it could be found. */
  revokedAt: z.number().nullable(),
  deleted: z.boolean(),
})
export type StoredMessage = z.infer<typeof storedMessage>

/** What is kept of a case's subject. Its canonical JSON is what the hash covers. */
export const evidenceBody = z.object({
  /** Seq of the reported message; null for groups and people. */
  reportedSeq: z.number().nullable(),
  messages: z.array(storedMessage).max(2 * WINDOW + 1),
  group: z
    .object({
      id: z.string(),
      name: z.string(),
      introduction: z.string(),
      announcement: z.string(),
      faceUrl: z.string(),
      ownerId: z.string(),
      members: z.number(),
      status: z.string(),
    })
    .nullable(),
  person: z
    .object({ id: z.string(), name: z.string(), faceUrl: z.string(), role: role.nullable() })
    .nullable(),
})
export type EvidenceBody = z.infer<typeof evidenceBody>

/** Hex SHA-256 of the canonical JSON. */
export function sha256Of(body: Json): string {
  return createHash('sha256').update(canonicalJson(body)).digest('hex')
}

/** Bytes of the canonical JSON. */
export function bytesOf(body: Json): number {
  return Buffer.byteLength(canonicalJson(body))
}
