'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { PartMessages } from '@/app/_i18n/part-messages'
import { FormPartOutline } from '@/app/(console)/_components/actions/forms/form-part-outline'
import { FORM_MESSAGES, FORM_PARTS } from '@/app/(console)/_components/actions/forms/form-parts'
import { ReasonField } from '@/app/(console)/_components/actions/reason-field'
import { SubmitKey } from '@/components/shell/submit-key'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { ActionName } from '@/server/actions/schema'
import type { CaseItem } from '@/server/features/cases/schema'
import type { TogetherPlan } from '@/server/features/cases/together/schema'
import { Choices } from '../[number]/_components/choices'
import { NoticeChoices } from '../[number]/_components/notice-choices'
import { PolicyField } from '../[number]/_components/policy-field'
import { type Decision, useDecision } from '../[number]/_components/use-decision'
import { TogetherPlanned } from './together-planned'
import { type Done, inCommon, type Together, useTogether } from './use-together'

type Props = {
  cases: readonly CaseItem[]
  caseIds: readonly string[]
  first: TogetherPlan
  onBusy: (busy: boolean) => void
  onClose: () => void
  onDone: (done: Done) => void
}

/** What several cases are decided by, what that does to all of them, and why. */
export function TogetherForm({ cases, caseIds, first, onBusy, onClose, onDone }: Props) {
  const t = useTranslations()
  const same = (of: (item: CaseItem) => string) => (new Set(cases.map(of)).size === 1 ? of : () => '')
  const [lead] = cases
  const decision = useDecision({
    targets: inCommon(first),
    reason: lead ? same(({ reason }) => reason)(lead) : '',
    queue: lead ? same(({ queue }) => queue)(lead) : '',
    emergency: cases.some(({ emergency }) => emergency),
    begun: true,
    several: true,
  })
  const together = useTogether(caseIds, decision, onDone)
  const { plan, text, setText, form, ready } = together
  const choices = useRef<HTMLFieldSetElement>(null)
  const tell = useEffectEvent(() => onBusy(form.busy))
  // biome-ignore lint/correctness/useExhaustiveDependencies: told whenever it changes.
  useEffect(() => tell(), [form.busy])
  useEffect(() => choices.current?.querySelector('input')?.focus(), [])
  const shown = decision.chosen ? plan.data : first
  return (
    <form
      noValidate
      className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <Choices
        ref={choices}
        decision={decision}
        onTouch={() => undefined}
        under={(action) => <FormOfAll action={action} decision={decision} />}
      />
      {shown && <TogetherPlanned plan={shown} chosen={decision.chosen} error={plan.error} />}
      {decision.draft.picked.length > 0 && <PolicyField decision={decision} />}
      {form.formError && (
        <Notice tone={form.formError.overtaken ? 'warn' : 'danger'} role="alert">
          {form.formError.text}
        </Notice>
      )}
      <ReasonField
        ref={form.field}
        value={text}
        onChange={(next) => {
          setText(next)
          form.typed()
        }}
        onSubmit={() => void form.submit()}
        error={form.fieldError}
      />
      {decision.chosen && shown && (
        <NoticeChoices about={{ name: '…', reports: shown.reports }} decision={decision} />
      )}
      <footer className="sticky bottom-0 -mx-5 -mb-4.5 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-5 py-3">
        <Note decision={decision} together={together} />
        <Button size="md" onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Submit decision={decision} together={together} ready={ready} />
      </footer>
    </form>
  )
}

/** What an action asks for, the same for all. */
function FormOfAll({ action, decision }: { action: ActionName; decision: Decision }) {
  const picked = decision.draft.picked.find((one) => one.action === action)
  const FormPart = FORM_PARTS[action]
  if (!picked || !FormPart) return null
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2.5 border-t border-line bg-surface px-2.5 py-2.5">
      <PartMessages parts={FORM_MESSAGES} outline={<FormPartOutline />}>
        <FormPart
          key={`${decision.draft.presetId} ${JSON.stringify(picked.start)}`}
          subject={{ id: '', name: '' }}
          textKey={`several ${action} ${decision.draft.presetId ?? ''}`}
          start={picked.start}
          now={{}}
          defaults={{}}
          obstacles={[]}
          onInput={(input) => decision.change(action, { input })}
        />
      </PartMessages>
    </div>
  )
}

function Note({ decision, together }: { decision: Decision; together: Together }) {
  const t = useTranslations()
  const { plan } = together
  const seconds = Math.round((plan.data?.undoMs ?? 0) / 1_000)
  const acts = decision.draft.picked.length > 0
  return (
    <p className="mr-auto text-sm text-ink-3">
      {decision.draft.none && t('case_work.several_note_none')}
      {acts && plan.data?.approval && t('action.propose_note')}
      {acts &&
        plan.data &&
        !plan.data.approval &&
        (seconds > 0 ? t('case_work.several_note', { seconds }) : t('decide.note_at_once'))}
    </p>
  )
}

/** Names the effect and how many cases it is for. */
function Submit(props: { decision: Decision; together: Together; ready: boolean }) {
  const t = useTranslations()
  const named = useNamed()
  const format = useFormatter()
  const { decision, together, ready } = props
  const { none, picked } = decision.draft
  const n = together.going.length
  const actions = format.list(
    picked.map(({ action }) => named('actions', `${action}.${picked.length > 1 ? 'short' : 'submit'}`)),
  )
  const label = none ? t('decide.none') : picked.length > 0 ? actions : t('decide.submit_choose')
  const said = together.plan.data?.approval && picked.length > 0 ? t('action.propose', { label }) : label
  const isGrave = !together.plan.data?.approval && picked.some(({ action }) => action === 'group.dismiss')
  return (
    <Button
      type="submit"
      size="md"
      variant={isGrave ? 'danger' : 'primary'}
      disabled={!ready}
      busy={together.form.busy}
    >
      {decision.chosen ? t('case_work.several_submit', { label: said, n }) : said} <SubmitKey quiet />
    </Button>
  )
}
