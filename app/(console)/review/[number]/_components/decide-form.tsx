'use client'

import dynamic from 'next/dynamic'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { PlanView } from '@/app/(console)/_components/actions/plan-view'
import { ReasonField } from '@/app/(console)/_components/actions/reason-field'
import { useKeys } from '@/components/shell/keys'
import { Notice } from '@/components/ui/notice'
import { isSubmitChord } from '@/components/ui/shortcut'
import type { CaseDetail } from '@/server/features/cases/schema'
import { CHOICES, type Choice, Choices } from './choices'
import { DecideSubmit } from './decide-submit'
import type { Claim } from './use-claim'
import { useDecision } from './use-decision'

const ApprovalNotice = dynamic(() => import('@/app/(console)/_components/actions/approval-notice'))
const EarlierActions = dynamic(() => import('./earlier-actions'))

type Props = {
  item: CaseDetail
  claim: Claim
  /** Called as soon as somebody begins to decide, to load what is shown afterwards. */
  onBegin: () => void
}

/** Decides a case: what, with which consequences, and why. Touching it claims the case. */
export function DecideForm({ item, claim, onBegin }: Props) {
  const t = useTranslations('decide')
  const decision = useDecision(item, claim)
  const { form, draft } = decision
  const choices = useRef<HTMLFieldSetElement>(null)

  const choose = (choice: Choice) => {
    claim.take()
    decision.choose(choice)
    const field = form.field.current
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  }
  const group = item.groupId !== null
  useKeys({
    d: () => choices.current?.querySelector<HTMLInputElement>('input:checked, input')?.focus(),
    x: () => choose('none'),
    1: group ? () => choose('group.suspend') : undefined,
    2: group ? () => choose('group.dismiss') : undefined,
  })

  return (
    <form
      noValidate
      className="flex min-h-0 flex-1 flex-col"
      onFocus={() => {
        claim.take()
        onBegin()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
      onKeyDown={(event) => {
        // Out of the text, so that single keys work again.
        if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur()
        if (!isSubmitChord(event) || event.defaultPrevented) return
        event.preventDefault()
        void form.submit()
      }}
    >
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] content-start gap-3.5 px-4 py-3.5 md:overflow-y-auto">
        {draft.lost && (
          <Notice tone="warn" role="alert">
            {t('lost')}
          </Notice>
        )}
        {form.formError && (
          <Notice tone={form.formError.overtaken ? 'warn' : 'danger'} role="alert">
            {form.formError.text}
          </Notice>
        )}
        {group ? (
          <Choices ref={choices} choices={CHOICES} value={decision.choice} onChange={decision.choose} />
        ) : (
          <p className="text-ink-2">{t('only_close')}</p>
        )}
        {decision.action && <PlanView plan={decision.plan} grave={decision.action === 'group.dismiss'} />}
        {decision.planned?.approval && (
          <ApprovalNotice {...decision.planned} emergency={decision.emergency} />
        )}
        <ReasonField
          ref={form.field}
          value={draft.text}
          onChange={(text) => {
            draft.setText(text)
            form.typed()
          }}
          onSubmit={() => void form.submit()}
          error={form.fieldError}
        />
        {item.ledger.length > 0 && <EarlierActions items={item.ledger} />}
      </div>
      <DecideSubmit decision={decision} />
    </form>
  )
}
