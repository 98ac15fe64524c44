import { z } from 'zod'
import { Prisma } from '@/server/db/generated/client'
import { spelled } from '@/server/features/invites/code'
import {
  GROUP_HOLDS,
  INVITE_MODES,
  OWN_STATES,
  PAUSE_REASONS,
  stateOfLink,
} from '@/server/features/invites/schema'
import type { InviteItem } from './schema'

/** What a list reads of `i`, with the names that go with it (`invitesIn`). */
export const INVITE_COLUMNS = Prisma.sql`
  i.id::text, i.code, i.version, i.group_id, g.name AS group_name, i.mode::text, i.label, i.requester, i.ticket,
  s.name AS staff_name, c.name AS client_name, i.state::text, i.pause_reason, i.group_hold, i.used, i.max_uses,
  i.once_per_person,
  (extract(epoch FROM i.expires_at) * 1000)::float8 AS expires_at,
  (extract(epoch FROM i.created_at) * 1000)::float8 AS created_at,
  (extract(epoch FROM i.last_used_at) * 1000)::float8 AS last_used_at`

/** The rows that `picked` selects, as `i`, with whom and what they name. */
export const invitesIn = (picked: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (${picked}) AS i LEFT JOIN group_index AS g ON g.group_id = i.group_id
  LEFT JOIN staff AS s ON s.id = i.created_by_id LEFT JOIN api_client AS c ON c.id = i.client_id`

export const inviteRow = z.object({
  id: z.string(),
  code: z.string(),
  version: z.number(),
  group_id: z.string(),
  group_name: z.string().nullable(),
  mode: z.enum(INVITE_MODES),
  label: z.string(),
  requester: z.string(),
  ticket: z.string(),
  staff_name: z.string().nullable(),
  client_name: z.string().nullable(),
  state: z.enum(OWN_STATES),
  pause_reason: z.enum(PAUSE_REASONS).nullable(),
  group_hold: z.enum(GROUP_HOLDS).nullable(),
  used: z.number(),
  max_uses: z.number().nullable(),
  once_per_person: z.boolean(),
  expires_at: z.number().nullable(),
  created_at: z.number(),
  last_used_at: z.number().nullable(),
})
export type InviteRow = z.infer<typeof inviteRow>

/** A link as lists tell of it at `now`, ms. Pure. */
export function inviteItem(row: InviteRow, now: number): InviteItem {
  const { state, group_hold: groupHold, expires_at: expiresAt, max_uses: maxUses, used } = row
  return {
    id: row.id,
    code: row.code,
    spelled: spelled(row.code),
    version: row.version,
    group: { id: row.group_id, name: row.group_name },
    mode: row.mode,
    label: row.label,
    requester: row.requester,
    ticket: row.ticket,
    creator: creatorOf(row),
    state: stateOfLink({ state, groupHold, expiresAt, maxUses, used }, now),
    ownState: state,
    pauseReason: row.pause_reason,
    groupHold,
    used,
    maxUses,
    oncePerPerson: row.once_per_person,
    expiresAt,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }
}

function creatorOf({ staff_name, client_name }: InviteRow): InviteItem['creator'] {
  if (staff_name !== null) return { kind: 'staff', name: staff_name }
  return client_name === null ? null : { kind: 'client', name: client_name }
}
