import { z } from 'zod'
import type { Db } from '@/server/db/client'
import type { Env } from '@/server/env'
import { codeIn, referenceIn } from '@/server/features/invites/pasted'
import { lookAtGroup } from '@/server/features/invites/redemption/look'
import { type Refusal, refusal } from '@/server/features/invites/schema'
import { OpenimError } from '@/server/openim/errors'
import { groupRule } from '../manage/group-rule'
import { lastArrival } from './arrivals'
import { linkOf } from './get'
import type { Arrival, Checked, CheckInput, InviteItem } from './schema'

type Place = Pick<Env, 'db' | 'openim'>

/**
 * Tells what somebody who uses a link is told, and why: for this person where one is named, or else for anybody. A
 * reference names the link and the person by itself. Nothing is changed, and nobody is let in.
 */
export async function checkLink(place: Place, asked: CheckInput, operationId: string): Promise<Checked> {
  const reference = referenceIn(asked.text)
  const refused = reference === null ? null : await refusalOf(place.db, reference)
  const code = refused?.code ?? codeIn(asked.text)
  const read = reference !== null ? 'reference' : code !== null ? 'code' : 'neither'
  const canonical = code === null ? null : codeIn(code)
  const invite = canonical === null ? null : await linkOf(place.db, canonical)
  const userId = asked.userId || refused?.user?.id || null
  if (!invite) {
    const user = userId === null ? null : { id: userId, name: null }
    const why = read === 'code' || refused ? 'unknown' : null
    return { read, refusal: refused, invite, user, ...NOTHING, why }
  }
  const rule = await groupRule(place.db.prisma, invite.group.id)
  const { arrival, sanctioned, name } = await known(place.db, invite, userId)
  const found = await live(place, invite, userId, operationId)
  const why = whyNot({ invite, userId, arrival, sanctioned, memberLimit: rule.memberLimit, found })
  return {
    read,
    refusal: refused,
    invite,
    user: userId === null ? null : { id: userId, name: (userId && found?.names.get(userId)) || name },
    why,
    away: found === null,
    arrival,
    memberLimit: rule.memberLimit,
    members: found?.members ?? null,
  }
}

const NOTHING = { why: null, away: false, arrival: null, memberLimit: null, members: null }

type Found = Awaited<ReturnType<typeof lookAtGroup>>

type Facts = {
  invite: InviteItem
  userId: string | null
  arrival: Arrival | null
  sanctioned: boolean
  memberLimit: number | null
  /** Null where OpenIM could not be asked. */
  found: Pick<Found, 'closed' | 'present' | 'names' | 'members'> | null
}

/** What is said first, in the order in which a redemption looks (`invite_reserve`). Pure. */
export function whyNot({ invite, userId, arrival, sanctioned, memberLimit, found }: Facts): Refusal | null {
  // Uses are looked at last: who was here before is told that.
  if (invite.state !== 'working' && invite.state !== 'used_up') return invite.state
  if (invite.mode === 'info') return 'information_only'
  if (found?.closed) return found.closed
  if (userId !== null) {
    if (found && !found.names.has(userId)) return 'unknown_user'
    if (found?.present.has(userId)) return 'already_member'
    if (sanctioned) return 'sanctioned'
    if (arrival?.state === 'reserved') return 'being_used'
    if (arrival?.state === 'applied' && arrival.counted) return 'already_applied'
    if (invite.oncePerPerson && arrival?.counted) return 'once_used'
  }
  if (invite.state === 'used_up') return 'used_up'
  return found && memberLimit !== null && found.members >= memberLimit ? 'group_full' : null
}

async function known(db: Db, { id }: InviteItem, userId: string | null) {
  if (userId === null) return { arrival: null, sanctioned: false, name: null }
  const [arrival, extension, person] = await Promise.all([
    lastArrival(db, id, userId),
    db.prisma.personExtension.findUnique({ where: { userId }, select: { standing: true } }),
    db.prisma.personIndex.findUnique({ where: { userId }, select: { nickname: true } }),
  ])
  const sanctioned = extension?.standing === 'suspended' || extension?.standing === 'dismissed'
  return { arrival, sanctioned, name: person?.nickname ?? null }
}

async function live(place: Place, { group }: InviteItem, userId: string | null, operationId: string) {
  try {
    return await lookAtGroup(place, group.id, userId === null ? [] : [userId], Date.now(), operationId)
  } catch (error) {
    if (error instanceof OpenimError) return null
    throw error
  }
}

const row = z.object({
  reference: z.string(),
  code: z.string(),
  why: refusal,
  at: z.date(),
  user_id: z.string().nullable(),
  nickname: z.string().nullable(),
})

async function refusalOf({ prisma }: Db, reference: string): Promise<Checked['refusal']> {
  const rows = await prisma.$queryRaw`
    SELECT r.reference, r.code, r.why, r.at, r.user_id, p.nickname
    FROM invite_refusal AS r LEFT JOIN person_index AS p ON p.user_id = r.user_id WHERE r.reference = ${reference}`
  const [found] = z.array(row).parse(rows)
  if (!found) return null
  const { user_id: id, nickname: name, at, ...rest } = found
  return { ...rest, at: at.getTime(), user: id === null ? null : { id, name } }
}
