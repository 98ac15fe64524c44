import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { type EffectContext, Obstacle } from '@/server/actions/effect'
import {
  memberNow,
  personNow,
  refuseDismissed,
  refuseWhileBusy,
  requestNow,
} from '@/server/actions/member/now'
import { groupInTheWay, named } from '@/server/actions/member/obstacles'
import { refuseSanctioned } from '@/server/actions/member/sanctioned'
import { joinInput, type MemberAddress } from '@/server/actions/member/schema'
import { defineApplicantAction } from '@/server/actions/member/subject'

/** Whether the person was in the group before anything was sent, and when (ms) they had applied last. */
const kept = z.object({ wasIn: z.boolean(), requestedAt: z.number().nullable() })
type Kept = z.infer<typeof kept>

/**
 * Lets somebody come in by an invite link: at once, whatever the group's join rule, or as an application in their name
 * (contract 4.5). Redemptions write these rows; nobody submits one by hand.
 */
export const joinByLink = defineApplicantAction({
  name: 'member.join',
  input: joinInput,
  kept,

  inverse({ mode }, k) {
    if (k?.wasIn) return null
    return { action: mode === 'join' ? 'member.kick' : 'member.refuse', input: {} }
  },

  desired: (before, { mode }) => (mode === 'join' ? { inGroup: true, role: null, mutedUntil: null } : before),

  plan: (applicant, { mode }) => ({
    people: 1,
    consequences: [
      ...when(mode === 'join', fact('member_add_joins', named(applicant)), fact('member_add_told')),
      ...when(mode === 'apply', fact('member_join_applies', named(applicant))),
      fact('member_add_sees_history'),
    ],
    obstacles: [
      ...groupInTheWay(applicant),
      ...when(applicant.inGroup === true, fact('already_in_group')),
      ...when(applicant.registered === false, fact('unknown_user')),
      ...when(mode === 'apply' && applicant.request?.state === 'pending', fact('already_applied')),
    ],
    takenBack: { by: mode === 'join' ? 'member.kick' : 'member.refuse', days: null },
  }),

  async keep(ctx, { groupId, userId, input: { mode } }) {
    const wasIn = (await memberNow(ctx, groupId, userId)) !== null
    if (mode === 'join') return { wasIn, requestedAt: null }
    const request = await requestNow(ctx, groupId, userId)
    return { wasIn, requestedAt: request?.requestedAt ?? null }
  },

  async apply(ctx, intent, before) {
    const { groupId, userId, input } = intent
    await refuseWhileBusy(ctx, intent)
    await refuseSanctioned(ctx, userId)
    await refuseDismissed(ctx, groupId)
    if ((await personNow(ctx, userId)) === null) throw new Obstacle('unknown_user')
    const { groups, joinRequests } = ctx.env.openim
    await ctx.call(
      input.mode,
      () =>
        input.mode === 'join'
          ? groups.invite(groupId, [userId], { sendMessage: true }, ctx.options)
          : joinRequests.apply(groupId, userId, { joinSource: JOIN_SOURCE_LINK }, ctx.options),
      async () => (await cameAs(ctx, intent, before)) !== null,
    )
  },

  async verify(ctx, intent, before): Promise<Verdict> {
    const came = await cameAs(ctx, intent, before)
    if (came !== null) return { kind: 'holds', facts: { as: came } }
    await refuseDismissed(ctx, intent.groupId)
    return { kind: 'absent', code: intent.input.mode === 'join' ? 'not_in_yet' : 'not_applied_yet' }
  },
})

/** OpenIM knows of no links; a QR code is what comes closest. 2 would name an inviter, whom it asks for. */
const JOIN_SOURCE_LINK = 4

/** How the person shows in OpenIM since: in the group, or by an application made since; null where neither. */
async function cameAs(
  ctx: EffectContext,
  { groupId, userId, input }: MemberAddress & { input: z.infer<typeof joinInput> },
  { requestedAt }: Kept,
): Promise<'member' | 'applicant' | null> {
  if ((await memberNow(ctx, groupId, userId)) !== null) return 'member'
  if (input.mode === 'join') return null
  const request = await requestNow(ctx, groupId, userId)
  return request !== null && request.requestedAt !== requestedAt ? 'applicant' : null
}
