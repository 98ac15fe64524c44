import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { prepared } from '@/server/db/prepared'
import {
  GROUP_HOLDS,
  INVITE_MODES,
  type LinkFacts,
  type LinkState,
  OWN_STATES,
  stateOfLink,
} from '@/server/features/invites/schema'
import { liesBelow } from '@/server/media/address'
import { sizeBandOf, type WorkingLink } from './schema'

/** A link as it is in the table, with what holds of it. */
export type ReadLink = LinkFacts & {
  inviteId: string
  groupId: string
  mode: WorkingLink['mode']
  stateNow: LinkState
}

/**
 * The link alone: a code that never was and one that no longer works are asked for by the same statement, and nothing of
 * the group is read for either.
 */
const links = prepared(
  'invite-by-code',
  `SELECT id, group_id, mode, state, group_hold, used, max_uses,
     (extract(epoch FROM expires_at) * 1000)::float8 AS expires_at
   FROM invite WHERE code = $1`,
  z.object({
    id: z.string(),
    group_id: z.string(),
    mode: z.enum(INVITE_MODES),
    state: z.enum(OWN_STATES),
    group_hold: z.enum(GROUP_HOLDS).nullable(),
    used: z.number(),
    max_uses: z.number().nullable(),
    expires_at: z.number().nullable(),
  }),
)

/** The link of a code in its canonical spelling as it is at `now`; null where there is none. */
export async function readLink(db: Db, code: string, now: number): Promise<ReadLink | null> {
  const [row] = await links(db, code)
  if (!row) return null
  const facts = {
    state: row.state,
    groupHold: row.group_hold,
    expiresAt: row.expires_at,
    maxUses: row.max_uses,
    used: row.used,
  }
  return {
    ...facts,
    inviteId: row.id,
    groupId: row.group_id,
    mode: row.mode,
    stateNow: stateOfLink(facts, now),
  }
}

const cards = prepared(
  'invite-card',
  `SELECT name, introduction, face_url, member_count, coalesce(hides_card, false) AS hides_card
   FROM group_index LEFT JOIN group_invite_rule USING (group_id) WHERE group_id = $1`,
  z.object({
    name: z.string(),
    introduction: z.string(),
    face_url: z.string(),
    member_count: z.number(),
    hides_card: z.boolean(),
  }),
)

/**
 * What the group of a link shows. A picture from elsewhere than the chat's own storage is left out: whoever set it would
 * learn who looks at the page.
 */
export async function readCard(
  db: Db,
  groupId: string,
  mediaBases: readonly string[],
): Promise<Pick<WorkingLink, 'size' | 'card'>> {
  const [row] = await cards(db, groupId)
  if (!row) return { size: sizeBandOf(0), card: null }
  const { name, introduction, face_url: faceUrl } = row
  const pictureUrl = liesBelow(faceUrl, mediaBases) ? faceUrl : null
  return {
    size: sizeBandOf(row.member_count),
    card: row.hides_card ? null : { name, introduction, pictureUrl },
  }
}
