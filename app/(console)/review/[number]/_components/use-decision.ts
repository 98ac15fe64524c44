'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC } from '@/app/_trpc/client'
import { useActionForm } from '@/app/(console)/_components/actions/use-action-form'
import { useEmergency } from '@/app/(console)/_components/actions/use-emergency'
import { usePlan } from '@/app/(console)/_components/actions/use-plan'
import type { CaseDetail } from '@/server/features/cases/schema'
import type { Choice } from './choices'
import type { Claim } from './use-claim'
import { useDraft } from './use-draft'

/** Everything between an open case and its decision: the choice, its plan, the reason, and carrying it out. */
export function useDecision(item: CaseDetail, claim: Claim) {
  const trpc = useTRPC()
  const draft = useDraft(item, claim.mine)
  const [choice, setChoice] = useState<Choice | null>(item.groupId === null ? 'none' : null)
  const action = choice === 'none' ? null : choice
  const plan = usePlan(
    action && item.groupId !== null ? { action, subjectId: item.groupId, input: {} } : null,
  )
  const emergency = useEmergency(plan.data)
  const decide = useMutation(trpc.cases.decide.mutationOptions())
  const planned = plan.data && plan.data.obstacles.length === 0 ? plan.data : null
  const ready = !claim.other && (choice === 'none' || planned !== null)

  const form = useActionForm({
    text: draft.text,
    send: async (reason) => {
      if (!ready) return
      const epoch = await claim.epoch()
      const wanted =
        action && planned && item.groupId !== null
          ? [
              {
                action,
                subjectId: item.groupId,
                plannedVersion: planned.version,
                emergency: emergency.chosen,
              },
            ]
          : []
      await decide.mutateAsync({ caseId: item.id, epoch, actions: wanted, reason })
      draft.clear()
      await claim.reread()
    },
    reread: () => Promise.all([claim.reread(), action && plan.refetch()]),
  })

  return { choice, choose: setChoice, action, plan, planned, ready, draft, form, emergency }
}
