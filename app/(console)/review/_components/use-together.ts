'use client'

import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { useActionForm } from '@/app/(console)/_components/actions/use-action-form'
import { useSettled } from '@/app/(console)/_components/actions/use-settled'
import type { Left, TogetherPlan, TogetherResult } from '@/server/features/cases/together/schema'
import { reasonAfter } from '../[number]/_components/decision-draft'
import type { Decision } from '../[number]/_components/use-decision'

export type Done = { togetherId: string; results: TogetherResult[] }

/** One decision for several cases: what it would do, its reason, and carrying it out. */
export function useTogether(caseIds: readonly string[], decision: Decision, onDone: (done: Done) => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { picked, policyId, notify, proposed } = decision.draft
  const actions = picked.map(({ action, input, emergency }) => ({ action, input: input ?? {}, emergency }))
  const isWhole = picked.every(({ input }) => input !== null)
  const wanted = JSON.stringify(actions)
  const settled = useSettled(wanted)
  const plan = useQuery(
    trpc.cases.planTogether.queryOptions(
      isWhole && settled === wanted ? { caseIds: [...caseIds], actions } : skipToken,
      { staleTime: 0, gcTime: 0, placeholderData: keepPreviousData },
    ),
  )
  const [text, setText] = useState('')
  const [brought, setBrought] = useState('')
  if (decision.chosen && brought !== proposed) {
    setBrought(proposed)
    setText(reasonAfter(text, brought, proposed))
  }
  const decide = useMutation(trpc.cases.decideTogether.mutationOptions())
  const isCurrent = isWhole && settled === wanted && !plan.isPlaceholderData
  const going = plan.data?.cases.filter(({ left }) => left === null) ?? []
  const ready = decision.chosen && isCurrent && going.length > 0
  const send = async (reason: string) => {
    if (!ready || !plan.data) return
    const policy = decision.desk.policies.find(({ id }) => id === policyId)
    const done = await decide.mutateAsync({
      cases: going.map(({ caseId, epoch, planHash }) => ({ caseId, epoch, planHash })),
      policy: policy ? { id: policy.id, version: policy.version } : null,
      actions,
      reason,
      notify,
    })
    // What was left out before is told too.
    const leftOut = plan.data.cases.filter(({ left }) => left !== null)
    onDone({ ...done, results: [...done.results, ...leftOut] })
    await queryClient.invalidateQueries({ queryKey: trpc.cases.list.pathKey() })
    await queryClient.invalidateQueries({ queryKey: trpc.cases.get.pathKey() })
  }
  const form = useActionForm({ text, send, reread: () => plan.refetch() })
  return { plan, going, ready, text, setText, form }
}

export type Together = ReturnType<typeof useTogether>

/** Why a case was left out, as a sentence. */
export function useLeftText(): (left: Left) => string {
  const named = useNamed()
  return ({ reason, facts }) => {
    const { obstacle, action } = facts
    if (typeof obstacle === 'string') return named('plan', obstacle, facts)
    const told =
      typeof action === 'string' ? { ...facts, action: named('actions', `${action}.label`) } : facts
    return named('errors', reason, told)
  }
}

/** What the cases have in common to decide about: everything that any of them is about. */
export function inCommon(plan: TogetherPlan) {
  const cases = plan.cases.filter(({ left }) => left === null)
  const of = (kind: keyof TogetherPlan['cases'][number]['targets']) =>
    cases.flatMap(({ targets }) => targets[kind])
  return { message: of('message'), member: of('member'), user: of('user'), group: of('group') }
}
