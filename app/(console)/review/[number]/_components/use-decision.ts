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
  const dismiss = useMutation(trpc.cases.dismiss.mutationOptions())
  const act = useMutation(trpc.cases.act.mutationOptions())
  const planned = plan.data && plan.data.obstacles.length === 0 ? plan.data : null
  const ready = !claim.other && (choice === 'none' || planned !== null)

  const form = useActionForm({
    text: draft.text,
    send: async (reason) => {
      if (!ready) return
      const epoch = await claim.epoch()
      if (choice === 'none') await dismiss.mutateAsync({ caseId: item.id, epoch, reason })
      if (action && planned) {
        await act.mutateAsync({
          caseId: item.id,
          epoch,
          action,
          input: {},
          plannedVersion: planned.version,
          reason,
          emergency: emergency.chosen,
        })
      }
      draft.clear()
      await claim.reread()
    },
    reread: () => Promise.all([claim.reread(), action && plan.refetch()]),
  })

  return { choice, choose: setChoice, action, plan, planned, ready, draft, form, emergency }
}
