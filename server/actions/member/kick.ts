import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { Obstacle } from '@/server/actions/effect'
import { memberNow, presentMember, refuseWhileBusy } from '@/server/actions/member/now'
import { named, notThere } from '@/server/actions/member/obstacles'
import { kickMemberInput, memberRole } from '@/server/actions/member/schema'
import { defineMemberAction } from '@/server/actions/member/subject'
import { runningMute } from '@/server/actions/mute-end'
import { storableText } from '@/server/db/storable-text'

/** As the person was in the group; the mute's end in ms. */
const kept = z.object({
  role: memberRole,
  nickname: z.string(),
  faceUrl: z.string(),
  ex: z.string(),
  mutedUntil: z.number().nullable(),
})

/** Remove somebody from a group. OpenIM has no list of banned people, so they may come back (contract 4.5). */
export const kickMember = defineMemberAction({
  name: 'member.kick',
  input: kickMemberInput,
  kept,

  inverse(_, k) {
    if (k === null) return { action: 'member.add', input: {} }
    const { mutedUntil, ...rest } = k
    const still = runningMute(mutedUntil, Date.now())
    return { action: 'member.add', input: still === null ? rest : { ...rest, mutedUntil: still } }
  },

  desired: () => ({ inGroup: false, role: null, mutedUntil: null }),

  plan: (member) => ({
    people: 1,
    consequences: [
      fact('member_kick_loses', named(member)),
      fact('member_kick_told'),
      fact('member_kick_history'),
      fact('member_kick_may_return'),
      fact('member_kick_kept'),
    ],
    obstacles: [...notThere(member), ...when(member.role === 'owner', fact('owner_transfer_first'))],
    takenBack: { by: 'member.add', days: null },
  }),

  async keep(ctx, intent) {
    const { role, nickname, faceUrl, ex, mutedUntil } = await presentMember(ctx, intent)
    if (role === 'owner') throw new Obstacle('owner_transfer_first')
    return {
      role,
      nickname: storableText(nickname),
      faceUrl: storableText(faceUrl),
      ex: storableText(ex),
      mutedUntil: runningMute(mutedUntil, Date.now()),
    }
  },

  async apply(ctx, intent) {
    const { groupId, userId } = intent
    await refuseWhileBusy(ctx, intent)
    const member = await memberNow(ctx, groupId, userId)
    if (member === null) return
    if (member.role === 'owner') throw new Obstacle('owner_transfer_first')
    await ctx.call(
      'kick',
      () => ctx.env.openim.groups.kick(groupId, [userId], { sendMessage: true }, ctx.options),
      async () => (await memberNow(ctx, groupId, userId)) === null,
    )
  },

  async verify(ctx, { groupId, userId }): Promise<Verdict> {
    if ((await memberNow(ctx, groupId, userId)) === null) return { kind: 'holds' }
    return { kind: 'absent', code: 'still_in_group' }
  },
})
