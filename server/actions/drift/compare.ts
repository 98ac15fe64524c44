import type { DesiredGroup } from '@/server/actions/desired'
import type { ActionName } from '@/server/actions/schema'
import type { GroupStatus } from '@/server/openim/group-schema'
import type { DriftKind } from './schema'

/** What was read of a group. `ownerId` is null where it has no owner. */
export type SeenGroup = { status: GroupStatus; ownerId: string | null }

export type Difference = { kind: DriftKind; expected: string; seen: string }

/** Where OpenIM does not show what is desired of a group, one of a kind at most. Pure. */
export function differencesOf(desired: DesiredGroup, seen: SeenGroup): Difference[] {
  const found: Difference[] = []
  const { standing } = desired
  const differs = (kind: DriftKind, expected: string, now: string) =>
    found.push({ kind, expected, seen: now })
  if (standing === 'suspended' && seen.status === 'dismissed') differs('dismissed', 'muted', seen.status)
  else if (standing === 'suspended' && seen.status !== 'muted') differs('unmuted', 'muted', seen.status)
  if (standing === 'dismissed' && seen.status !== 'dismissed') differs('revived', 'dismissed', seen.status)
  const owner = desired.ownerId ?? desired.heldOwner
  // A dismissed group has nobody in it, hence no owner either.
  if (owner !== null && standing !== 'dismissed' && seen.status !== 'dismissed' && seen.ownerId !== owner)
    differs('owner_changed', owner, seen.ownerId ?? '')
  return found
}

/** What is desired once somebody accepts a difference as it is. Pure. */
export function accepted(desired: DesiredGroup, kind: DriftKind): DesiredGroup {
  const open = {
    ...desired,
    standing: 'good',
    status: null,
    liftTo: null,
    heldOwner: null,
    until: null,
  } as const
  switch (kind) {
    case 'unmuted':
    case 'revived':
      return open
    case 'dismissed':
      return { ...desired, standing: 'dismissed', status: 'dismissed', until: null }
    case 'owner_changed':
      return { ...desired, ownerId: null, heldOwner: null }
  }
}

/**
 * What may be done instead where putting a suspension right did not help: whoever let the group speak again may lose it,
 * or everybody. Pure.
 */
export const insteadOf = (gaveUp: boolean): readonly ActionName[] =>
  gaveUp ? ['group.transfer', 'group.dismiss'] : []

/** The action that puts a difference right. Pure. */
export function remedyOf(
  kind: DriftKind,
  expected: string,
): { action: ActionName; input: Record<string, unknown> } {
  switch (kind) {
    case 'unmuted':
      return { action: 'group.suspend', input: {} }
    case 'revived':
      return { action: 'group.dismiss', input: {} }
    case 'dismissed':
      return { action: 'group.restore', input: { status: 'suspended' } }
    case 'owner_changed':
      return { action: 'group.transfer', input: { userId: expected } }
  }
}
