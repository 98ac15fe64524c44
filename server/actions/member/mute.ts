import { z } from 'zod'
import { fact, type Inverse, type Verdict, when } from '@/server/actions/define-action'
import { Obstacle } from '@/server/actions/effect'
import { memberNow, presentMember, refuseWhileBusy } from '@/server/actions/member/now'
import { named, notThere } from '@/server/actions/member/obstacles'
import type { MemberReading } from '@/server/actions/member/reading'
import { LONGEST_MUTE_MS, muteMemberInput } from '@/server/actions/member/schema'
import { defineMemberAction } from '@/server/actions/member/subject'
import { mutedSeconds, runningMute, sameMuteEnd } from '@/server/actions/mute-end'

/** The mute there was before, ms. */
const kept = z.object({ mutedUntil: z.number().nullable() })

/** Mute somebody in one group until a given time. OpenIM spares owners, whatever it shows (contract 4.5, 4.7). */
export const muteMember = defineMemberAction({
  name: 'member.mute',
  input: muteMemberInput,
  kept,
  takenWithCall: true,
  inverse: ({ until }, k) => inverseOf(until, k?.mutedUntil ?? null),
  desired: (before, { until }) => ({ ...before, mutedUntil: until }),

  plan: (member, { until }) => ({
    people: 1,
    consequences: [
      fact('member_mute_until', { ...named(member), until }),
      ...replaces(member, until),
      fact('member_mute_told'),
      fact('member_mute_leaders_may_lift'),
    ],
    obstacles: [
      ...notThere(member),
      ...when(member.role === 'owner', fact('owner_always_writes')),
      ...when(until <= Date.now(), fact('mute_end_past')),
      ...when(until > Date.now() + LONGEST_MUTE_MS, fact('mute_too_long')),
      ...when(isOurs(member, until), fact('already_muted')),
    ],
    takenBack: { by: member.mutedUntil === null ? 'member.unmute' : 'member.mute', days: null },
  }),

  async keep(ctx, intent) {
    const { mutedUntil } = await presentMember(ctx, intent)
    return { mutedUntil: runningMute(mutedUntil, Date.now()) }
  },

  async apply(ctx, intent) {
    const { groupId, userId, input } = intent
    await refuseWhileBusy(ctx, intent)
    const { role, mutedUntil } = await presentMember(ctx, intent)
    if (sameMuteEnd(mutedUntil, input.until)) return
    if (role === 'owner') throw new Obstacle('owner_always_writes')
    const seconds = mutedSeconds(input.until, Date.now())
    if (seconds < 1) throw new Obstacle('mute_end_past')
    await ctx.call(
      'mute_member',
      () => ctx.env.openim.groups.muteMember(groupId, userId, seconds, ctx.options),
      async () => sameMuteEnd((await memberNow(ctx, groupId, userId))?.mutedUntil, input.until),
    )
  },

  async verify(ctx, intent): Promise<Verdict> {
    const { mutedUntil } = await presentMember(ctx, intent)
    const { until } = intent.input
    if (sameMuteEnd(mutedUntil, until)) return { kind: 'holds', facts: { until: mutedUntil ?? until } }
    if (until <= Date.now()) throw new Obstacle('mute_end_past')
    return { kind: 'absent', code: 'mute_not_shown' }
  },
})

/** A mute that ran before comes back with its own end. A mute that has ended needs nothing. */
function inverseOf(until: number, before: number | null): Inverse | null {
  const now = Date.now()
  if (runningMute(before, now) !== null) return { action: 'member.mute', input: { until: before } }
  return until > now ? { action: 'member.unmute', input: {} } : null
}

/** Steward muted to this end before, and OpenIM still shows it. */
const isOurs = ({ mutedUntil, desired }: MemberReading, until: number) =>
  sameMuteEnd(mutedUntil, until) && sameMuteEnd(desired.mutedUntil, until)

const replaces = ({ mutedUntil }: MemberReading, until: number) =>
  mutedUntil === null || sameMuteEnd(mutedUntil, until)
    ? []
    : [fact('member_mute_replaces', { until: mutedUntil })]
