import { fact, type Verdict, when } from '@/server/actions/define-action'
import { Obstacle } from '@/server/actions/effect'
import {
  answerRequest,
  keptRequest,
  noRequest,
  pendingRequest,
  sameRequest,
} from '@/server/actions/member/answer'
import { memberNow, refuseWhileBusy, requestNow } from '@/server/actions/member/now'
import { named } from '@/server/actions/member/obstacles'
import { answerRequestInput } from '@/server/actions/member/schema'
import { defineApplicantAction } from '@/server/actions/member/subject'

/** Refuse an application to join (contract 4.5). The person may apply again. */
export const refuseRequest = defineApplicantAction({
  name: 'member.refuse',
  input: answerRequestInput,
  kept: keptRequest,
  inverse: () => null,
  desired: (before) => before,

  plan: (applicant, { requestedAt }) => ({
    people: 1,
    consequences: [
      fact('member_refuse_stays_out', named(applicant)),
      fact('member_refuse_told'),
      ...when(applicant.inGroup === true, fact('member_refuse_is_in')),
    ],
    obstacles: [...when(applicant.isBusy, fact('group_busy')), ...noRequest(applicant, requestedAt)],
    takenBack: null,
  }),

  async keep(ctx, intent) {
    const { groupId, userId, input } = intent
    const { requestedAt } = await pendingRequest(ctx, intent, input.requestedAt)
    return { requestedAt, wasIn: (await memberNow(ctx, groupId, userId)) !== null }
  },

  async apply(ctx, intent, kept) {
    const { groupId, userId } = intent
    await refuseWhileBusy(ctx, intent)
    await answerRequest(ctx, intent, 'refused', kept, async () => {
      const request = await requestNow(ctx, groupId, userId)
      return request?.state === 'refused'
    })
  },

  async verify(ctx, { groupId, userId }, { requestedAt }): Promise<Verdict> {
    const { state } = sameRequest(await requestNow(ctx, groupId, userId), requestedAt)
    if (state === 'refused') return { kind: 'holds' }
    if (state === 'accepted') throw new Obstacle('request_answered')
    return { kind: 'absent', code: 'request_still_open' }
  },
})
