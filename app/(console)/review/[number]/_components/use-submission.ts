'use client'

import { keepPreviousData, skipToken, useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTRPC } from '@/app/_trpc/client'
import { forgetDraft } from '@/app/(console)/_components/actions/forms/use-form-input'
import { useActionForm } from '@/app/(console)/_components/actions/use-action-form'
import { useSettled } from '@/app/(console)/_components/actions/use-settled'
import type { CaseDetail } from '@/server/features/cases/schema'
import { useNextCase } from '../../_components/next-case'
import { reasonAfter } from './decision-draft'
import type { Claim } from './use-claim'
import type { Decision, Then } from './use-decision'
import { useDraft } from './use-draft'

/** What names the typed text of an action's form in a case. */
export const textKeyOf = (item: CaseDetail, action: string, presetId: string | null) =>
  `case ${item.id} ${action} ${presetId ?? ''}`

/** Carries a decision out: the reason, the plans of its actions, and what becomes of it. */
export function useSubmission(item: CaseDetail, claim: Claim, decision: Decision) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const next = useNextCase()
  const draft = useDraft(item, claim.mine)
  const decide = useMutation(trpc.cases.decide.mutationOptions())
  const [blocked, setBlocked] = useState(false)
  const { picked, none, policyId, notify, proposed } = decision.draft

  const { requests, plans, planned } = usePlans(picked)

  // A choice brings its reason along, unless something else was typed.
  const [brought, setBrought] = useState('')
  if (decision.chosen && brought !== proposed) {
    setBrought(proposed)
    draft.setText(reasonAfter(draft.text, brought, proposed))
  }

  const send = async (reason: string, then: Then) => {
    setBlocked(false)
    if (!decision.chosen || claim.other || requests.some(({ input }) => input === null))
      return setBlocked(true)
    // One who is quick carries out what was planned a moment later.
    const ready = await planned()
    if (ready.some(({ plan }) => plan.obstacles.length > 0)) return setBlocked(true)
    const policy = decision.desk.policies.find(({ id }) => id === policyId)
    const epoch = await claim.epoch()
    // The next case is taken meanwhile: nobody waits for one after the other.
    const ahead = then === 'next' ? next.ahead(item.id) : null
    const deciding = decide.mutateAsync({
      caseId: item.id,
      epoch,
      policy: policy ? { id: policy.id, version: policy.version } : null,
      actions: ready.map(({ request }) => request),
      reason,
      notify,
    })
    await deciding.catch(async (error) => {
      await ahead?.giveBack()
      throw error
    })
    draft.clear()
    for (const { action } of picked) forgetDraft(textKeyOf(item, action, decision.draft.presetId))
    await ahead?.show()
    await claim.reread()
  }
  const then = useRef<Then>('stay')
  const form = useActionForm({
    text: draft.text,
    send: (reason) => send(reason, then.current),
    reread: () =>
      Promise.all([
        claim.reread(),
        queryClient.invalidateQueries({ queryKey: trpc.desk.config.queryKey() }),
        ...plans.map((plan) => plan.refetch()),
      ]),
  })

  const carryOut = useEffectEvent((next: Then) => {
    then.current = next
    decision.want(null)
    void form.submit()
  })
  const { wanted } = decision
  useEffect(() => {
    if (wanted) carryOut(wanted)
  }, [wanted])

  // What is still to be said is where one goes on.
  const ask = useEffectEvent(() => {
    if (decision.chosen && draft.text === '') form.field.current?.focus()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another choice is made.
  useEffect(() => ask(), [picked.length, none, decision.draft.presetId])

  return { draft, form, plans, blocked, busy: form.busy, hasNext: next.may }
}

export type Submission = ReturnType<typeof useSubmission>

/** What each action would do to each of its subjects; `planned` waits until all of it is known. */
function usePlans(picked: Decision['draft']['picked']) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  // While somebody types, the last plans stay in sight.
  const settled = useSettled(JSON.stringify(picked))
  const requests = requestsOf(picked)
  const plans = useQueries({
    queries: requests.map(({ action, subjectId, input }) => ({
      ...trpc.actions.plan.queryOptions(
        input && settled === JSON.stringify(picked) ? { action, subjectId, input } : skipToken,
        { staleTime: 0, gcTime: 0 },
      ),
      placeholderData: keepPreviousData,
    })),
  })
  const planned = () =>
    Promise.all(
      requests.map(async ({ emergency, input, ...what }) => {
        const request = { ...what, input: input ?? {} }
        const plan = await queryClient.ensureQueryData(trpc.actions.plan.queryOptions(request))
        return { request: { ...request, plannedVersion: plan.version, emergency }, plan }
      }),
    )
  return { requests, plans, planned }
}

/** Each action on each of what it acts on. */
function requestsOf(picked: Decision['draft']['picked']) {
  return picked.flatMap(({ action, subjectIds, input, emergency }) =>
    subjectIds.map((subjectId) => ({ action, subjectId, input, emergency })),
  )
}
