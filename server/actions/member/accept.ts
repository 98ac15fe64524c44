import { fact, type Verdict } from '@/server/actions/define-action'
import { type EffectContext, Obstacle } from '@/server/actions/effect'
import {
  answerRequest,
  keptRequest,
  noRequest,
  pendingRequest,
  sameRequest,
} from '@/server/actions/member/answer'
import { memberNow, refuseDismissed, refuseWhileBusy, requestNow } from '@/server/actions/member/now'
import { groupInTheWay, named } from '@/server/actions/member/obstacles'
import { answerRequestInput, type MemberAddress } from '@/server/actions/member/schema'
import { defineApplicantAction } from '@/server/actions/member/subject'

/** Accept an application to join. The released OpenIM answers an error for what succeeded (contract 12). */
export const acceptRequest = defineApplicantAction({
  name: 'member.accept',
  input: answerRequestInput,
  kept: keptRequest,
  inverse: (_, k) => (k?.wasIn ? null : { action: 'member.kick', input: {} }),
  desired: () => ({ inGroup: true, role: null, mutedUntil: null }),

  plan: (applicant, { requestedAt }) => ({
    people: 1,
    consequences: [
      fact('member_accept_joins', named(applicant)),
      fact('member_add_told'),
      fact('member_add_sees_history'),
    ],
    obstacles: [...groupInTheWay(applicant), ...noRequest(applicant, requestedAt)],
    takenBack: { by: 'member.kick', days: null },
  }),

  async keep(ctx, intent) {
    const { requestedAt } = await pendingRequest(ctx, intent, intent.input.requestedAt)
    return { requestedAt, wasIn: await isIn(ctx, intent) }
  },

  async apply(ctx, intent, kept) {
    await refuseWhileBusy(ctx, intent)
    // OpenIM would let the person into a dismissed group.
    await refuseDismissed(ctx, intent.groupId)
    await answerRequest(ctx, intent, 'accepted', kept, async () => {
      const [request, isMember] = await Promise.all([
        requestNow(ctx, intent.groupId, intent.userId),
        isIn(ctx, intent),
      ])
      return isMember && request?.state !== 'pending'
    })
  },

  async verify(ctx, intent, kept): Promise<Verdict> {
    const request = sameRequest(await requestNow(ctx, intent.groupId, intent.userId), kept.requestedAt)
    if (request.state === 'pending') return { kind: 'absent', code: 'request_still_open' }
    if (request.state === 'refused') throw new Obstacle('request_answered')
    if (await isIn(ctx, intent)) return { kind: 'holds' }
    return { kind: 'absent', code: 'accepted_not_in' }
  },
})

const isIn = async (ctx: EffectContext, { groupId, userId }: MemberAddress) =>
  (await memberNow(ctx, groupId, userId)) !== null
