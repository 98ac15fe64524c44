import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { type EffectContext, Obstacle } from '@/server/actions/effect'
import {
  memberNow,
  personNow,
  presentMember,
  refuseDismissed,
  refuseWhileBusy,
} from '@/server/actions/member/now'
import { groupInTheWay, named } from '@/server/actions/member/obstacles'
import { addMemberInput, type MemberAddress } from '@/server/actions/member/schema'
import { defineMemberAction } from '@/server/actions/member/subject'
import { MUTE_TOLERANCE_MS, mutedSeconds, runningMute, sameMuteEnd } from '@/server/actions/mute-end'
import type { Member } from '@/server/openim/group-schema'

type Wanted = z.infer<typeof addMemberInput>

/** Put somebody into a group at once, whatever its join rule, or bring back somebody as they were (contract 4.5). */
export const addMember = defineMemberAction({
  name: 'member.add',
  input: addMemberInput,
  /** Whether the person was in it before anything was sent. */
  kept: z.object({ wasIn: z.boolean() }),
  inverse: (_, k) => (k?.wasIn ? null : { action: 'member.kick', input: {} }),

  desired: (_, { role = null, mutedUntil = null }) => ({ inGroup: true, role, mutedUntil }),

  plan: (member, { role, mutedUntil }) => ({
    people: 1,
    consequences: [
      fact('member_add_joins', named(member)),
      ...when(role === 'admin', fact('member_add_as_admin')),
      ...(stillAhead(mutedUntil) && mutedUntil !== undefined
        ? [fact('member_add_muted', { until: mutedUntil })]
        : []),
      fact('member_add_told'),
      fact('member_add_sees_history'),
    ],
    obstacles: [
      ...groupInTheWay(member),
      ...when(member.inGroup === true, fact('already_in_group')),
      ...when(member.registered === false, fact('unknown_user')),
    ],
    takenBack: { by: 'member.kick', days: null },
  }),

  async keep(ctx, { groupId, userId }) {
    return { wasIn: (await memberNow(ctx, groupId, userId)) !== null }
  },

  async apply(ctx, intent) {
    await refuseWhileBusy(ctx, intent)
    await invite(ctx, intent)
    await dress(ctx, intent, intent.input)
    await muteAgain(ctx, intent, intent.input)
  },

  async verify(ctx, { groupId, userId, input }): Promise<Verdict> {
    const member = await memberNow(ctx, groupId, userId)
    if (member === null) {
      await refuseDismissed(ctx, groupId)
      return { kind: 'absent', code: 'not_in_yet' }
    }
    if (looksAs(member, input) && mutedAs(member, input)) return { kind: 'holds' }
    return { kind: 'absent', code: 'not_as_before' }
  },
})

async function invite(ctx: EffectContext, { groupId, userId }: MemberAddress): Promise<void> {
  if ((await memberNow(ctx, groupId, userId)) !== null) return
  await refuseDismissed(ctx, groupId)
  if ((await personNow(ctx, userId)) === null) throw new Obstacle('unknown_user')
  await ctx.call(
    'add',
    () => ctx.env.openim.groups.invite(groupId, [userId], { sendMessage: true }, ctx.options),
    async () => (await memberNow(ctx, groupId, userId)) !== null,
  )
}

/** Role, name, picture and note inside the group. */
async function dress(ctx: EffectContext, address: MemberAddress, wanted: Wanted): Promise<void> {
  const { groupId, userId } = address
  const member = await presentMember(ctx, address)
  if (looksAs(member, wanted)) return
  const { nickname, faceUrl, ex } = wanted
  const role = roleMissing(member, wanted) ? ('admin' as const) : undefined
  const changes = { role, nickname: nickname || undefined, faceUrl: faceUrl || undefined, ex }
  await ctx.call(
    'dress',
    () => ctx.env.openim.groups.setMember(groupId, userId, changes, ctx.options),
    async () => looksAs(await presentMember(ctx, address), wanted),
  )
}

async function muteAgain(ctx: EffectContext, address: MemberAddress, wanted: Wanted): Promise<void> {
  const { groupId, userId } = address
  const { mutedUntil } = wanted
  if (mutedUntil === undefined || mutedAs(await presentMember(ctx, address), wanted)) return
  const seconds = mutedSeconds(mutedUntil, Date.now())
  await ctx.call(
    'mute_member',
    () => ctx.env.openim.groups.muteMember(groupId, userId, seconds, ctx.options),
    async () => mutedAs(await presentMember(ctx, address), wanted),
  )
}

/** Somebody who became the owner meanwhile stays it. */
const roleMissing = ({ role }: Member, wanted: Wanted) => wanted.role === 'admin' && role === 'member'

/** Where nothing is wanted, anything will do: OpenIM shows the profile's name and picture where the group has none. */
const looksAs = (member: Member, wanted: Wanted): boolean =>
  !roleMissing(member, wanted) &&
  (!wanted.nickname || member.nickname === wanted.nickname) &&
  (!wanted.faceUrl || member.faceUrl === wanted.faceUrl) &&
  (wanted.ex === undefined || member.ex === wanted.ex)

/** A mute about to end is not given again. */
const stillAhead = (until: number | undefined): boolean =>
  runningMute(until, Date.now() + MUTE_TOLERANCE_MS) !== null

const mutedAs = ({ mutedUntil }: Member, wanted: Wanted): boolean =>
  wanted.mutedUntil === undefined ||
  !stillAhead(wanted.mutedUntil) ||
  sameMuteEnd(mutedUntil, wanted.mutedUntil)
