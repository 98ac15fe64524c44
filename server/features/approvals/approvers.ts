import { beyondLimits, type Weighed } from '@/server/actions/approval/rules'
import type { StaffActor } from '@/server/auth/actor'
import { may, ROLES } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import type { KeptFrom } from './schema'

/** What is asked for, as far as it decides who may answer. */
export type Asked = Pick<Weighed, 'action' | 'largest' | 'until'> & {
  requestedById: string
  isProtected: boolean
}

type Limits = { longestMuteMs: bigint | number | null; largestGroup: number | null }
type Answerer = Pick<StaffActor, 'id' | 'role'> & Limits

/** Why somebody may not answer what is asked; null where they may. `now` in ms. Pure. */
export function keptFrom(asked: Asked, staff: Answerer, now: number): Exclude<KeptFrom, 'approval_over'> {
  if (asked.requestedById === staff.id) return 'own_request'
  if (!may(staff.role, 'approval.decide') || !may(staff.role, asked.action)) return 'forbidden'
  if (asked.isProtected && !may(staff.role, 'action.on_protected')) return 'protected'
  const { largestGroup, longestMuteMs } = staff
  const limits = { largestGroup, longestMuteMs: longestMuteMs === null ? null : Number(longestMuteMs) }
  const what = { ...asked, people: asked.largest, items: 1 }
  return beyondLimits(limits, what, now) ? 'beyond_your_limit' : null
}

const ANSWERING = ROLES.filter((role) => may(role, 'approval.decide'))

/** Names of the staff who may answer, by name. */
export async function approversOf({ prisma }: Db, asked: Asked): Promise<string[]> {
  const staff = await prisma.staff.findMany({
    where: { disabledAt: null, role: { in: ANSWERING } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, role: true, longestMuteMs: true, largestGroup: true },
  })
  return staff.filter((one) => keptFrom(asked, one, Date.now()) === null).map(({ name }) => name)
}
