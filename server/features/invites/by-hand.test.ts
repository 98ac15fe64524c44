import { expect, test } from 'vitest'
import { prepareBatchInput } from '@/server/actions/batch/schema'
import { ACTION_NAMES } from '@/server/actions/schema'
import { decideCaseInput } from '@/server/features/cases/schema'
import { planTogetherInput } from '@/server/features/cases/together/schema'
import { presetAction } from '@/server/features/desk/schema'
import { prepareMembersBatchInput } from '@/server/features/groups/members-batch'

const action = 'member.join'
const caseId = '0198f0a0-0000-7000-8000-000000000000'

test('nobody lets somebody in as if they had come by a link', () => {
  expect(ACTION_NAMES).toContain(action)
  const asked = [
    prepareBatchInput.safeParse({ action, subjectIds: ['g/u'] }),
    decideCaseInput.safeParse({
      caseId,
      epoch: 1,
      actions: [{ action, subjectId: 'g/u', plannedVersion: 0 }],
      reason: 'because of the test',
    }),
    planTogetherInput.safeParse({ caseIds: [caseId], actions: [{ action }] }),
    presetAction.safeParse({ action, lastsMs: null }),
    prepareMembersBatchInput.safeParse({ action, groupId: 'g', userIds: ['u'] }),
  ]
  for (const { success, error } of asked) {
    expect(success).toBe(false)
    expect(error?.issues.map(({ message }) => message)).toContain('action_by_link')
  }
})
