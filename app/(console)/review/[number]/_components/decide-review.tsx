'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type Ref, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
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
  const [chosen, setViolation] = useState<boolean | null>(null)
  // What was put in before the first verdict was seen stays.
  const violation = review.verdictIn ?? chosen
  const [eased, setEased] = useState<readonly string[]>([])
  const verdicts = useRef<HTMLFieldSetElement>(null)
  const sending = useMutation(trpc.appeals.decide.mutationOptions())
  const form = useActionForm({
    text: draft.text,
    send: async (reason) => {
      if (violation === null || claim.other) return
      const epoch = await claim.epoch()
      await sending.mutateAsync({ caseId: item.id, epoch, violation, reason, takeBack: [...eased] })
      draft.clear()
      await queryClient.invalidateQueries({ queryKey: trpc.cases.get.queryKey() })
    },
    reread: () => claim.reread(),
  })
  const putIn = useMutation(trpc.appeals.putInVerdict.mutationOptions({ onSettled: () => claim.reread() }))
  const choose = (next: boolean) => {
    if (review.verdictIn !== null) return
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
      <Verdicts ref={verdicts} violation={violation} isIn={review.verdictIn !== null} onChoose={choose} />
      {violation && !review.first && (
        <PutIn
          busy={putIn.isPending}
          error={putIn.error}
          onPutIn={async () => {
            const epoch = await claim.epoch()
            putIn.mutate({ caseId: item.id, epoch, violation })
          }}
        />
      )}
      {violation && review.first && <Ease review={review} ids={eased} onChange={setEased} />}
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
      <Submit
        violation={violation}
        review={review}
        eased={eased.length}
        isHeld={Boolean(claim.other)}
        busy={form.busy}
      />
    </form>
  )
}

/** Whether it breaks the rules, by whoever looks at it now. */
function Verdicts(props: {
  violation: boolean | null
  /** It was put in and stays. */
  isIn: boolean
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
            disabled={props.isIn}
            onChange={() => props.onChoose(value)}
            className="m-0 outline-none"
          />
          <b className="font-strong">{t(value ? 'violation' : 'none')}</b>
          <span className="ml-auto">
            <Kbd>{value ? '1' : 'x'}</Kbd>
          </span>
        </label>
      ))}
      {props.isIn && <p className="text-sm text-ink-3">{t('is_in')}</p>}
    </fieldset>
  )
}

/** The verdict first; then what was done is shown. */
function PutIn(props: { busy: boolean; error: unknown; onPutIn: () => Promise<void> }) {
  const t = useTranslations('reviewing')
  const refusalText = useRefusalText()
  return (
    <div className="grid justify-items-start gap-1">
      <Button busy={props.busy} onClick={() => void props.onPutIn()}>
        {t('put_in')}
      </Button>
      <p className="text-sm text-ink-3">{t('put_in_note')}</p>
      {props.error !== null && (
        <p role="alert" className="text-sm text-danger">
          {refusalText(props.error)}
        </p>
      )}
    </div>
  )
}

/** Single measures of a decision that stands, to be taken back. */
function Ease(props: { review: Review; ids: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const t = useTranslations('reviewing')
  const named = useNamed()
  const { review, ids, onChange } = props
  const open = review.first?.actions.filter((one) => one.open) ?? []
  if (open.length === 0) return null
  const toggle = (id: string) => onChange(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id])
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-sm font-strong">{t('ease')}</legend>
      {open.map(({ id, action, name, inverse }) => (
        <label key={id} className="flex min-h-7 items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={ids.includes(id)}
            onChange={() => toggle(id)}
            className="m-0 shrink-0"
          />
          <span className="min-w-0 truncate">
            {named('actions', `${action}.label`)} · <bdi>{name}</bdi>
          </span>
          {inverse && (
            <span className="ml-auto shrink-0 text-ink-3">{named('actions', `${inverse}.label`)}</span>
          )}
        </label>
      ))}
    </fieldset>
  )
}

function Submit(props: {
  violation: boolean | null
  review: Review
  eased: number
  isHeld: boolean
  busy: boolean
}) {
  const t = useTranslations('reviewing')
  const { violation, review, eased, isHeld, busy } = props
  const stays = review.first && (review.first.outcome === 'acted') === violation
  const verdict = stays ? (eased > 0 ? t('ease_submit', { n: eased }) : t('uphold')) : t('overturn')
  const label = !review.first || violation === null ? t('submit_blind') : verdict
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
