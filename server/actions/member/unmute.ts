import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { memberNow, presentMember, refuseWhileBusy } from '@/server/actions/member/now'
import { named, notThere } from '@/server/actions/member/obstacles'
import type { MemberReading } from '@/server/actions/member/reading'
import { unmuteMemberInput } from '@/server/actions/member/schema'
import { defineMemberAction } from '@/server/actions/member/subject'
import { runningMute } from '@/server/actions/mute-end'

/** The mute there was before, ms. */
const kept = z.object({ mutedUntil: z.number().nullable() })

/** End somebody's mute in one group (contract 4.5). */
export const unmuteMember = defineMemberAction({
  name: 'member.unmute',
  input: unmuteMemberInput,
  kept,
  takenWithCall: true,
  inverse(_, k) {
    const until = runningMute(k?.mutedUntil, Date.now())
    return until === null ? null : { action: 'member.mute', input: { until } }
  },
  desired: (before) => ({ ...before, mutedUntil: 0 }),

  plan: (member) => ({
    people: 1,
    consequences: [fact('member_unmute_may_write', named(member)), fact('member_unmute_told')],
    obstacles: [...notThere(member), ...when(nothingToLift(member), fact('member_not_muted'))],
    takenBack: member.mutedUntil === null ? null : { by: 'member.mute', days: null },
  }),

  async keep(ctx, intent) {
    const { mutedUntil } = await presentMember(ctx, intent)
    return { mutedUntil: runningMute(mutedUntil, Date.now()) }
  },

  async apply(ctx, intent) {
    const { groupId, userId } = intent
    await refuseWhileBusy(ctx, intent)
    const isMuted = async () =>
      runningMute((await memberNow(ctx, groupId, userId))?.mutedUntil, Date.now()) !== null
    if (!(await isMuted())) return
    await ctx.call(
      'unmute_member',
      () => ctx.env.openim.groups.unmuteMember(groupId, userId, ctx.options),
      async () => !(await isMuted()),
    )
  },

  async verify(ctx, intent): Promise<Verdict> {
    const { mutedUntil } = await presentMember(ctx, intent)
    if (runningMute(mutedUntil, Date.now()) === null) return { kind: 'holds' }
    return { kind: 'absent', code: 'mute_still_shown' }
  },
})

/** Not muted, and Steward wants no mute that somebody could give again. */
const nothingToLift = ({ inGroup, mutedUntil, desired }: MemberReading) =>
  inGroup === true && mutedUntil === null && runningMute(desired.mutedUntil, Date.now()) === null
