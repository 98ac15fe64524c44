'use client'

import { keepPreviousData, useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { SubmitKey } from '@/components/shell/submit-key'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { Notice } from '@/components/ui/notice'
import type { ActionName } from '@/server/actions/schema'
import { useMe } from '../me'
import { FormPartOutline } from './forms/form-part-outline'
import { FORM_MESSAGES, FORM_PARTS } from './forms/form-parts'
import { forgetDraft } from './forms/use-form-input'
import { type NextStep, nextStepOf } from './next-step'
import { PlanView } from './plan-view'
import { ReasonField } from './reason-field'
import { keepTyped, typedBefore } from './typed-text'
import { useActionForm } from './use-action-form'
import { useEmergency } from './use-emergency'
import { usePlan } from './use-plan'
import { useSettled } from './use-settled'

const ApprovalNotice = dynamic(() => import('./approval-notice'), { ssr: false })

export type ActionDialogProps = {
  action: ActionName
  /** Whose words it speaks in, where not the action's own. */
  wording?: 'group.suspend_end' | undefined
  subject: { id: string; name: string }
  /** What the form begins with. */
  input?: Record<string, unknown> | undefined
  /** What the subject has now, by the names of the input, for forms that change it. */
  now?: Record<string, unknown>
  onClose: () => void
  /** Called when it was written down; the dialog then closes. */
  onDone: () => Promise<unknown>
}

/** The input as the form part has it: undefined until it told, null while it cannot be used. */
type Filled = Record<string, unknown> | null | undefined

/** Red is for what cannot be taken back as it was. */
const GRAVE: ReadonlySet<ActionName> = new Set(['group.dismiss', 'message.revoke', 'message.delete'])

/**
 * Asks for one action: what will happen, to how many, whether it can be taken back, and why. Where something stands in
 * the way that another action clears, it offers that one, and asks for it instead.
 */
export default function ActionDialog(props: ActionDialogProps) {
  const [step, setStep] = useState<NextStep | null>(null)
  const { onClose, onDone } = props
  if (step === null) return <Asking {...props} onStep={setStep} />
  return (
    <Asking
      key={`${step.action} ${step.subject.id}`}
      {...step}
      onClose={onClose}
      onDone={onDone}
      onStep={setStep}
    />
  )
}

function Asking({ onStep, ...props }: ActionDialogProps & { onStep: (step: NextStep) => void }) {
  const { action, subject, input = {}, wording = action, onClose, onDone } = props
  const t = useTranslations()
  const named = useNamed()
  const trpc = useTRPC()
  const key = `${wording} ${subject.id}`
  const FormPart = FORM_PARTS[action]
  const [text, setText] = useState(() => typedBefore(key))
  const [filled, setFilled] = useState<Filled>(FormPart ? undefined : input)
  // While somebody types, the last plan stays in sight; it can be carried out once it is that of what is typed.
  const settled = useSettled(filled)
  const request = settled ? { action, subjectId: subject.id, input: settled } : null
  const plan = usePlan(request, { placeholderData: keepPreviousData })
  const emergency = useEmergency(plan.data)
  const submission = useMutation(trpc.actions.submit.mutationOptions())
  const planned = filled && settled === filled && !plan.isPlaceholderData ? plan.data : undefined
  const possible = planned !== undefined && planned.obstacles.length === 0

  const type = (next: string) => {
    setText(next)
    keepTyped(key, next)
    form.typed()
  }
  const form = useActionForm({
    text,
    send: async (reason) => {
      if (!filled || !planned || !possible) return
      await submission.mutateAsync({
        action,
        subjectId: subject.id,
        input: filled,
        plannedVersion: planned.version,
        reason,
        emergency: emergency.chosen,
      })
      keepTyped(key, '')
      forgetDraft(key)
      await onDone()
      onClose()
    },
    reread: () => plan.refetch(),
  })

  return (
    <Dialog
      title={named('actions', `${wording}.question`)}
      subtitle={
        <>
          <bdi>{subject.name}</bdi> · <code className="text-xs break-all">{subject.id}</code>
        </>
      }
      onClose={onClose}
      locked={form.busy}
    >
      <form
        className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        {FormPart && (
          <PartMessages parts={FORM_MESSAGES} outline={<FormPartOutline />}>
            <FormPart
              subject={subject}
              textKey={key}
              start={input}
              now={props.now ?? {}}
              defaults={plan.data?.defaults ?? {}}
              obstacles={plan.data?.obstacles.map(({ key }) => key) ?? []}
              onInput={setFilled}
            />
          </PartMessages>
        )}
        {form.formError && (
          <Notice tone={form.formError.overtaken ? 'warn' : 'danger'} role="alert">
            {form.formError.text}
          </Notice>
        )}
        {filled === null ? (
          <p className="rounded bg-sunken px-3 py-2.5 text-sm text-ink-2">{t('action.incomplete')}</p>
        ) : (
          <PlanView
            plan={plan}
            grave={GRAVE.has(action)}
            offer={(obstacle, found) => (
              <Offer step={nextStepOf(obstacle, found, filled ?? input)} onStep={onStep} />
            )}
          />
        )}
        {possible && planned.approval && (
          <ApprovalNotice {...planned} people={planned.largest ?? planned.people} emergency={emergency} />
        )}
        <ReasonField
          ref={form.field}
          value={text}
          onChange={type}
          onSubmit={() => void form.submit()}
          error={form.fieldError}
        />
        <Footer
          action={action}
          label={named('actions', `${wording}.submit`)}
          asks={emergency.asks}
          busy={form.busy}
          possible={possible}
          onClose={onClose}
        />
      </form>
    </Dialog>
  )
}

/** The step that clears an obstacle, where there is one and this person may take it. */
function Offer({ step, onStep }: { step: NextStep | null; onStep: (step: NextStep) => void }) {
  const named = useNamed()
  const { may } = useMe()
  if (step === null || !may(step.action)) return null
  return <Button onClick={() => onStep(step)}>{named('actions', `${step.action}.label`)}…</Button>
}

function Footer(props: {
  action: ActionName
  label: string
  /** A second person is asked. */
  asks: boolean
  busy: boolean
  possible: boolean
  onClose: () => void
}) {
  const t = useTranslations()
  const { label } = props
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      <p className="mr-auto hidden items-center gap-1.5 text-sm text-ink-3 md:flex">
        <Kbd>esc</Kbd> {t('action.esc')}
      </p>
      <Button size="md" onClick={props.onClose}>
        {t('app.cancel')}
      </Button>
      <Button
        type="submit"
        size="md"
        variant={GRAVE.has(props.action) && !props.asks ? 'danger' : 'primary'}
        busy={props.busy}
        disabled={!props.possible}
      >
        {props.asks ? t('action.propose', { label }) : label}
        <SubmitKey quiet />
      </Button>
    </div>
  )
}
