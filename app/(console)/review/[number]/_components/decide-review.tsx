'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type Ref, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { ReasonField } from '@/app/(console)/_components/actions/reason-field'
import { useActionForm } from '@/app/(console)/_components/actions/use-action-form'
import { useKeys } from '@/components/shell/keys'
import { SubmitKey } from '@/components/shell/submit-key'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { Notice } from '@/components/ui/notice'
import type { Review } from '@/server/features/appeals/schema'
import type { CaseDetail } from '@/server/features/cases/schema'
import { DetailsOutline } from './details-outline'
import ReviewFacts from './review-facts'
import type { Claim } from './use-claim'
import { useDraft } from './use-draft'

type Props = { item: CaseDetail; review: Review; claim: Claim; onBegin: () => void }

/** The second verdict on a decision: whether it breaks the rules, and why. Touching it claims the case. */
export default function DecideReview(props: Props) {
  return (
    <PartMessages parts={['reviewing', 'text_diff']} outline={<DetailsOutline />}>
      <Form {...props} />
    </PartMessages>
  )
}

function Form({ item, review, claim, onBegin }: Props) {
  const decide = useTranslations('decide')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const draft = useDraft(item, claim.mine)
  const [violation, setViolation] = useState<boolean | null>(null)
  const verdicts = useRef<HTMLFieldSetElement>(null)
  const sending = useMutation(trpc.appeals.decide.mutationOptions())
  const form = useActionForm({
    text: draft.text,
    send: async (reason) => {
      if (violation === null || claim.other) return
      const epoch = await claim.epoch()
      await sending.mutateAsync({ caseId: item.id, epoch, violation, reason })
      draft.clear()
      await queryClient.invalidateQueries({ queryKey: trpc.cases.get.queryKey() })
    },
    reread: () => claim.reread(),
  })
  const choose = (next: boolean) => {
    claim.take()
    onBegin()
    setViolation(next)
    if (draft.text === '') form.field.current?.focus()
  }
  useKeys({
    d: () => verdicts.current?.querySelector<HTMLInputElement>('input:checked, input')?.focus(),
    x: () => choose(false),
    1: () => choose(true),
  })
  return (
    <form
      noValidate
      className="flex min-h-0 flex-1 flex-col gap-3.5 px-4 pt-3.5 md:overflow-y-auto [&>*]:shrink-0"
      onFocus={() => {
        claim.take()
        onBegin()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur()
      }}
    >
      {draft.lost && (
        <Notice tone="warn" role="alert">
          {decide('lost')}
        </Notice>
      )}
      {form.formError && (
        <Notice tone={form.formError.overtaken ? 'warn' : 'danger'} role="alert">
          {form.formError.text}
        </Notice>
      )}
      <ReviewFacts review={review} />
      <Verdicts ref={verdicts} violation={violation} onChoose={choose} />
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
      <Submit violation={violation} review={review} isHeld={Boolean(claim.other)} busy={form.busy} />
    </form>
  )
}

/** Whether it breaks the rules, by whoever looks at it now. */
function Verdicts(props: {
  violation: boolean | null
  onChoose: (violation: boolean) => void
  ref: Ref<HTMLFieldSetElement>
}) {
  const t = useTranslations('reviewing')
  const id = useId()
  return (
    <fieldset ref={props.ref} className="grid gap-1">
      <legend className="mb-1.5 text-sm font-strong">{t('verdict')}</legend>
      {([true, false] as const).map((value) => (
        <label
          key={String(value)}
          className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded border border-line px-2.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent md:min-h-9"
        >
          <input
            type="radio"
            name={id}
            checked={props.violation === value}
            onChange={() => props.onChoose(value)}
            className="m-0 outline-none"
          />
          <b className="font-strong">{t(value ? 'violation' : 'none')}</b>
          <span className="ml-auto">
            <Kbd>{value ? '1' : 'x'}</Kbd>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Submit(props: { violation: boolean | null; review: Review; isHeld: boolean; busy: boolean }) {
  const t = useTranslations('reviewing')
  const { violation, review, isHeld, busy } = props
  const stays = review.first && (review.first.outcome === 'acted') === violation
  const label = !review.first || violation === null ? t('submit_blind') : t(stays ? 'uphold' : 'overturn')
  return (
    <footer className="-mx-4 mt-auto grid gap-1.5 border-t border-line bg-surface px-4 py-3 text-center md:sticky md:bottom-0">
      <Button
        type="submit"
        size="lg"
        wide
        variant="primary"
        disabled={violation === null || isHeld}
        busy={busy}
      >
        {label}
        <SubmitKey quiet />
      </Button>
      <p className="min-h-[18px] text-sm text-ink-3">{t('note')}</p>
    </footer>
  )
}
