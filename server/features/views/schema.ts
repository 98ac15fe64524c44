import { z } from 'zod'
import { type GroupFilter, groupFilter } from '@/server/features/groups/schema'
import { type InviteFilter, inviteFilter } from '@/server/features/invites/console/schema'
import { type PersonFilter, personFilter } from '@/server/features/people/schema'

/** Shapes of saved views that screens and procedures share. Pure. */

export const viewKind = z.enum(['group', 'person', 'invite'])
export type ViewKind = z.infer<typeof viewKind>

const named = z.object({
  /** The view that is changed; without it a new one is made. */
  id: z.uuid().optional(),
  name: z.string().trim().min(1).max(60),
  /** Everybody sees it; only its owner changes it. */
  shared: z.boolean().default(false),
})

export const saveViewInput = z.discriminatedUnion('kind', [
  named.extend({ kind: z.literal('group'), filter: groupFilter }),
  named.extend({ kind: z.literal('person'), filter: personFilter }),
  named.extend({ kind: z.literal('invite'), filter: inviteFilter }),
])
export type SaveViewInput = z.infer<typeof saveViewInput>

export const viewListInput = z.object({ kind: viewKind })
export const viewIdInput = z.object({ id: z.uuid() })

export type SavedView = {
  id: string
  name: string
  shared: boolean
  /** Whether the person who asks keeps it, and so may change it. */
  mine: boolean
  owner: string
} & (
  | { kind: 'group'; filter: GroupFilter }
  | { kind: 'person'; filter: PersonFilter }
  | { kind: 'invite'; filter: InviteFilter }
)
