import { z } from 'zod'
import { may } from '@/server/auth/permissions'
import { pageOf, positionOf } from '@/server/db/keyset'
import type { Env } from '@/server/env'
import type { Sighted } from '@/server/features/cases/sight'
import { everybodyIn, type KnownMember } from './everybody-in'
import type { MemberFilter, MemberListInput, MemberPage } from './page/schema'
import { reportsOnMembers } from './reported-members'

/** Part of a name that counts for its place in the list. */
const SORTED_BY = 100
const RANK = { owner: 0, admin: 1, member: 2 } as const

/**
 * One page of a group's people: owner, admins, members, each by name; `q` is part of a name in the group or of an id.
 * OpenIM's own search by keyword does not work (contract 4.4), so the whole list is read, kept for a moment and searched
 * here. How often somebody was reported in this group is told to roles that may read cases. Throws OpenimError,
 * DomainError `invalid` / `cursor_invalid`.
 */
export async function listMembers(
  env: Pick<Env, 'db' | 'openim' | 'fast'>,
  { groupId, q, role: wanted, cursor, limit }: MemberListInput,
  actor: Sighted,
  operationId: string,
): Promise<MemberPage> {
  const after = positionOf('members', { value: z.string(), id: z.string() }, cursor)
  const { readAt, overtaken, members } = await everybodyIn(env, groupId, operationId)
  const found = members.filter((member) => matchesMember(member, { q, role: wanted }))
  const placed = found.map((member) => ({ member, ...placeOf(member) })).sort(byPlace)
  const rest = after ? placed.filter((row) => byPlace(row, after) > 0) : placed
  const page = pageOf(rest.slice(0, limit + 1), limit, 'members', ({ value, id }) => ({ value, id }))
  const ids = page.rows.map((row) => row.id)
  const reports = may(actor.role, 'case.read')
    ? await reportsOnMembers(env.db, actor, groupId, ids)
    : new Map()
  return {
    items: page.rows.map(({ member }) => ({
      ...member,
      mutedUntil: member.mutedUntil !== null && member.mutedUntil > readAt ? member.mutedUntil : null,
      reports: reports.get(member.userId) ?? 0,
    })),
    nextCursor: page.nextCursor,
    total: members.length,
    matching: found.length,
    readAt,
    overtaken,
  }
}

/** Whether a member is one of those that a filter asks for. Pure. */
export function matchesMember({ nickname, userId, role }: KnownMember, filter: MemberFilter): boolean {
  const { q, role: wanted } = filter
  if (wanted && role !== wanted) return false
  if (!q) return true
  return folded(nickname).includes(folded(q)) || folded(userId).includes(folded(q))
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase()

type Place = { value: string; id: string }

const placeOf = ({ role, nickname, userId }: KnownMember): Place => ({
  value: `${RANK[role]} ${folded(nickname.slice(0, SORTED_BY))}`.toWellFormed().replaceAll('\0', ''),
  id: userId,
})

function byPlace(a: Place, b: Place): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1
}
