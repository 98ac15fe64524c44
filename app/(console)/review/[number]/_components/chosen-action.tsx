'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { FormPartOutline } from '@/app/(console)/_components/actions/forms/form-part-outline'
import { FORM_MESSAGES, FORM_PARTS } from '@/app/(console)/_components/actions/forms/form-parts'
import { PlanView } from '@/app/(console)/_components/actions/plan-view'
import { usePlan } from '@/app/(console)/_components/actions/use-plan'
import { useSettled } from '@/app/(console)/_components/actions/use-settled'
import type { ActionName } from '@/server/actions/schema'
import { ONE_BY_ONE } from '@/server/features/cases/one-by-one'
import type { CaseDetail } from '@/server/features/cases/schema'
import { kindOf, type Picked } from './decision-draft'
import type { Decision } from './use-decision'
import { textKeyOf } from './use-submission'

const ApprovalNotice = dynamic(() => import('@/app/(console)/_components/actions/approval-notice'), {
  ssr: false,
})
const TargetList = dynamic(() => import('./target-list'), { ssr: false })

type Props = { action: ActionName; item: CaseDetail; decision: Decision }

/** Under an action that is chosen: on what, how, and what will happen. */
export default function ChosenAction({ action, item, decision }: Props) {
  const picked = decision.draft.picked.find((one) => one.action === action)
  if (!picked) return null
  // Another preset begins the form anew.
  return (
    <Chosen
      key={`${decision.draft.presetId} ${JSON.stringify(picked.start)}`}
      picked={picked}
      item={item}
      decision={decision}
    />
  )
}

function Chosen({ picked, item, decision }: { picked: Picked; item: CaseDetail; decision: Decision }) {
  const t = useTranslations('action')
  const { action, input, subjectIds, start } = picked
  const targets = item.targets[kindOf(action)]
  const [subjectId = ''] = subjectIds
  const settled = useSettled(input)
  const plan = usePlan(settled && subjectId ? { action, subjectId, input: settled } : null, {
    placeholderData: keepPreviousData,
  })
  const FormPart = FORM_PARTS[action]
  // Of several at once a form knows none by name.
  const subject =
    subjectIds.length > 1 ? { id: '', name: '' } : { id: subjectId, name: nameOf(targets, subjectId) }
  const card = useCard(action, subject.id)
  const planned = plan.data && plan.data.obstacles.length === 0 ? plan.data : null
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2.5 border-t border-line bg-surface px-2.5 py-2.5">
      {targets.length > 1 && (
        <TargetList
          targets={targets}
          chosen={subjectIds}
          one={ONE_BY_ONE.has(action)}
          onChange={(ids) => decision.change(action, { subjectIds: ids })}
        />
      )}
      {FormPart && card !== null && (
        <PartMessages parts={FORM_MESSAGES} outline={<FormPartOutline />}>
          <FormPart
            key={subject.id}
            subject={subject}
            textKey={textKeyOf(item, action, decision.draft.presetId)}
            start={start}
            now={card}
            defaults={plan.data?.defaults ?? {}}
            obstacles={plan.data?.obstacles.map(({ key }) => key) ?? []}
            onInput={(next) => decision.change(action, { input: next })}
          />
        </PartMessages>
      )}
      {input === null ? (
        <p className="rounded bg-sunken px-3 py-2.5 text-sm text-ink-2">{t('incomplete')}</p>
      ) : (
        <PlanView plan={plan} grave={action === 'group.dismiss' || action === 'message.delete'} />
      )}
      {planned?.approval && (
        <ApprovalNotice
          {...planned}
          emergency={{
            chosen: picked.emergency,
            asks: !picked.emergency,
            choose: (emergency) => decision.change(action, { emergency }),
          }}
        />
      )}
    </div>
  )
}

const CHANGES_THE_CARD: ReadonlySet<ActionName> = new Set(['group.edit', 'group.announce'])

/** What a group shows now, where the action changes that; null until it was read. While OpenIM is away, nothing is known. */
function useCard(action: ActionName, groupId: string): Record<string, unknown> | null {
  const trpc = useTRPC()
  const isAsked = CHANGES_THE_CARD.has(action) && groupId !== ''
  const { data, isError } = useQuery(
    trpc.groups.card.queryOptions({ groupId }, { enabled: isAsked, staleTime: 0, gcTime: 0, retry: false }),
  )
  if (!isAsked || isError) return {}
  return data ? { ...data, joinRule: data.joinRule ?? undefined, text: data.announcement } : null
}

const nameOf = (targets: readonly { id: string; name: string }[], id: string) =>
  targets.find((target) => target.id === id)?.name ?? id
