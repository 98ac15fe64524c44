import type { Db, Tx } from '@/server/db/client'
import type { Invite, Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import type { InviteMode } from '@/server/features/invites/schema'
import type { InviteBy } from './by'
import { limitFor, needWithin } from './limits'
import { noteInvite, personalOf } from './note'
import type { ChangeInvite, SeenInvite } from './schema'

/** How a link is told of after a change. */
export type ChangedInvite = { id: string; version: number }

/**
 * Changes what is said of a link; what is left out stays. Throws DomainError `not_found` / `not_found`, `conflict` /
 * `invite_changed`, `invite_revoked`, `invite_uses_below`, `invite_mode_used`, and as `needWithin` (limits.ts): only
 * what becomes another is weighed; of a link that lets people further in than before, all of it.
 */
export async function changeInvite(
  { prisma }: Db,
  by: InviteBy,
  { id, version, ...asked }: ChangeInvite,
): Promise<ChangedInvite> {
  return await prisma.$transaction(async (tx) => {
    const before = await seen(tx, { id, version })
    const next = differing(before, asked)
    if (Object.keys(next).length === 0) return { id, version }
    needWithin(await limitFor(tx, by), weighedOf(before, next), Date.now())
    needPossible(before, next)
    const { expiresAt, ...rest } = next
    const end = expiresAt === undefined ? {} : { expiresAt: expiresAt === null ? null : new Date(expiresAt) }
    const changed = await write(tx, before, { ...rest, ...end })
    await noteInvite(tx, by, 'invite.changed', id, {
      before: factsOf(knownOf(before), next),
      after: factsOf(next, next),
      personal: personalOf(next),
    })
    return changed
  })
}

/** Stops a link for now. Throws DomainError as `changeInvite`, and `conflict` / `invite_not_active`. */
export async function pauseInvite({ prisma }: Db, by: InviteBy, link: SeenInvite): Promise<ChangedInvite> {
  return await prisma.$transaction(async (tx) => {
    const before = await seen(tx, link)
    if (before.state !== 'active') throw new DomainError('conflict', 'invite_not_active')
    const changed = await write(tx, before, { state: 'paused', pauseReason: 'staff' })
    await noteInvite(tx, by, 'invite.paused', link.id)
    return changed
  })
}

/**
 * Lets a paused link work again, whatever paused it; a backend cannot where arrivals misbehaved. Throws DomainError as
 * `changeInvite`, and `conflict` / `invite_not_paused`, `invite_group_dismissed`, `forbidden` / `invite_abused`.
 */
export async function resumeInvite({ prisma }: Db, by: InviteBy, link: SeenInvite): Promise<ChangedInvite> {
  return await prisma.$transaction(async (tx) => {
    const before = await seen(tx, link)
    if (before.state !== 'paused') throw new DomainError('conflict', 'invite_not_paused')
    if (before.groupHold === 'dismissed') throw new DomainError('conflict', 'invite_group_dismissed')
    if (before.pauseReason === 'abuse' && by.actor.kind === 'client')
      throw new DomainError('forbidden', 'invite_abused')
    const changed = await write(tx, before, { state: 'active', pauseReason: null })
    await noteInvite(tx, by, 'invite.resumed', link.id, { before: { pauseReason: before.pauseReason } })
    return changed
  })
}

/** Ends a link for good. Whoever came by it stays. Throws DomainError as `changeInvite`. */
export async function revokeInvite({ prisma }: Db, by: InviteBy, link: SeenInvite): Promise<ChangedInvite> {
  return await prisma.$transaction(async (tx) => {
    const before = await seen(tx, link)
    const changed = await write(tx, before, { state: 'revoked', pauseReason: null })
    await noteInvite(tx, by, 'invite.revoked', link.id, { before: { state: before.state } })
    return changed
  })
}

/** The link as it is, locked: it is there, is not revoked, and is as it was seen. */
async function seen(tx: Tx, { id, version }: SeenInvite): Promise<Invite> {
  await tx.$queryRaw`SELECT 1 FROM invite WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  const before = await tx.invite.findUnique({ where: { id } })
  if (!before) throw new DomainError('not_found', 'not_found')
  if (before.state === 'revoked') throw new DomainError('conflict', 'invite_revoked')
  if (before.version !== version) throw new DomainError('conflict', 'invite_changed')
  return before
}

async function write(
  tx: Tx,
  { id, version }: Invite,
  data: Prisma.InviteUncheckedUpdateManyInput,
): Promise<ChangedInvite> {
  const next = version + 1
  await tx.invite.updateMany({ where: { id }, data: { ...data, version: next, updatedAt: new Date() } })
  return { id, version: next }
}

type Terms = Omit<ChangeInvite, 'id' | 'version'>

const knownOf = ({ mode, label, requester, ticket, expiresAt, maxUses }: Invite) => ({
  mode,
  label,
  requester,
  ticket,
  expiresAt: expiresAt?.getTime() ?? null,
  maxUses,
})

/** What of it is asked for and is not so yet. */
function differing(before: Invite, asked: Terms): Terms {
  const known: Record<string, unknown> = knownOf(before)
  return Object.fromEntries(
    Object.entries(asked).filter(([name, value]) => value !== undefined && value !== known[name]),
  )
}

/** How far each mode lets people in. */
const FAR = { info: 0, apply: 1, join: 2 } as const satisfies Record<InviteMode, number>

/** What of a change is weighed. A link that was made to show a group, or to apply, may have no limits at all. Pure. */
function weighedOf(before: Invite, next: Terms): Pick<Terms, 'expiresAt' | 'maxUses'> {
  if (next.mode === undefined || FAR[next.mode] <= FAR[before.mode]) return next
  const known = knownOf(before)
  // Nobody comes in by one that has ended.
  const isOver = known.expiresAt !== null && known.expiresAt <= Date.now()
  return { maxUses: known.maxUses, ...(!isOver && { expiresAt: known.expiresAt }), ...next }
}

function needPossible({ used }: Invite, { maxUses, mode }: Terms): void {
  if (typeof maxUses === 'number' && maxUses < used)
    throw new DomainError('conflict', 'invite_uses_below', { field: 'maxUses', facts: { used } })
  if (mode === 'info' && used > 0) throw new DomainError('conflict', 'invite_mode_used', { field: 'mode' })
}

/** Of `terms`, what the audit may keep unsealed, where `changed` has it too. */
function factsOf({ mode, expiresAt, maxUses }: Terms, changed: Terms): Prisma.InputJsonObject {
  return {
    ...(changed.mode !== undefined && { mode }),
    ...(changed.expiresAt !== undefined && { expiresAt }),
    ...(changed.maxUses !== undefined && { maxUses }),
  }
}
