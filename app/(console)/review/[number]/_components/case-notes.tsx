'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { keepTyped, typedBefore } from '@/app/(console)/_components/actions/typed-text'
import { listen } from '@/app/(console)/_components/live-store'
import { useMe } from '@/app/(console)/_components/me'
import { Time } from '@/components/time/time'
import { Button } from '@/components/ui/button'
import { controlClass } from '@/components/ui/control-class'
import { Field } from '@/components/ui/field'
import { isSubmitChord } from '@/components/ui/shortcut'
import { Skeleton } from '@/components/ui/skeleton'
import { Tag } from '@/components/ui/tag'
import { TextArea } from '@/components/ui/text-area'
import type { CaseDetail } from '@/server/features/cases/schema'
import type { CaseNoteItem } from '@/server/features/cases/work/schema'

/** What staff wrote about a case: notes, questions with their answers, why it came here. */
export default function CaseNotes({ item }: { item: CaseDetail }) {
  return (
    <PartMessages parts={['case_work']} outline={<Skeleton className="mx-6 my-4 h-16" />}>
      <Notes item={item} />
    </PartMessages>
  )
}

function Notes({ item }: { item: CaseDetail }) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const me = useMe()
  const refusalText = useRefusalText()
  const queryClient = useQueryClient()
  const caseId = item.id
  const options = trpc.cases.notes.queryOptions({ caseId })
  const { data: notes, error } = useQuery(options)
  const [answering, setAnswering] = useState<CaseNoteItem | null>(null)
  const reread = useEffectEvent(() => queryClient.invalidateQueries({ queryKey: options.queryKey }))
  useEffect(
    () =>
      listen(({ topic, id }) => {
        if (topic === 'hello' || (topic === 'case' && id === caseId)) void reread()
      }),
    [caseId],
  )
  return (
    <section
      aria-label={t('notes')}
      className="grid gap-3 border-b border-line bg-surface px-6 py-3.5 max-md:px-4"
    >
      {error && <p className="text-danger">{refusalText(error)}</p>}
      {notes?.length === 0 && <p className="text-ink-3">{t('no_notes')}</p>}
      <ol className="grid gap-2.5">
        {notes?.map((note) => (
          <Note
            key={note.id}
            note={note}
            here={item.number}
            onAnswer={me.may('case.note') ? () => setAnswering(note) : undefined}
          />
        ))}
      </ol>
      {item.draft && me.may('case.note') && <LostText item={item} />}
      {me.may('case.note') && (
        <Compose
          key={answering?.id ?? 'new'}
          caseId={caseId}
          answering={answering}
          onDone={() => {
            setAnswering(null)
            return queryClient.invalidateQueries({ queryKey: options.queryKey })
          }}
        />
      )}
    </section>
  )
}

function Note({
  note,
  here,
  onAnswer,
}: {
  note: CaseNoteItem
  here: number
  onAnswer: (() => void) | undefined
}) {
  const t = useTranslations('case_work')
  const { kind, by, to, at, text, answered } = note
  return (
    <li className={note.answers ? 'ml-5 border-l border-line pl-3' : undefined}>
      <p className="flex items-baseline gap-2 text-sm">
        <b className="font-strong">{by.name}</b>
        {kind !== 'note' && kind !== 'answer' && <Tag>{t(`kind_${kind}`)}</Tag>}
        {kind === 'question' && to && <span className="text-ink-3">{t('to', { name: to.name })}</span>}
        {note.caseNumber !== here && <code className="text-xs text-ink-3">#{note.caseNumber}</code>}
        <Time at={at} as="moment" className="ml-auto text-xs text-ink-3" />
      </p>
      <p className="break-words whitespace-pre-line text-ink-2" dir="auto">
        {text ?? <span className="text-ink-3">{t('erased')}</span>}
      </p>
      {kind === 'question' && !answered && onAnswer && (
        <Button variant="ghost" className="mt-1" onClick={onAnswer}>
          {t('answer')}
        </Button>
      )}
    </li>
  )
}

/** What this person had typed when they lost the case: it can become a note. */
function LostText({ item }: { item: CaseDetail }) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const text = item.draft ?? ''
  const keep = useMutation(
    trpc.cases.note.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.cases.get.queryKey({ number: item.number }) }),
          queryClient.invalidateQueries({ queryKey: trpc.cases.notes.queryKey({ caseId: item.id }) }),
        ]),
    }),
  )
  return (
    <div className="rounded border border-line px-3 py-2">
      <p className="text-sm text-ink-3">{t('lost')}</p>
      <p className="break-words whitespace-pre-line" dir="auto">
        {text}
      </p>
      <Button
        className="mt-1.5"
        busy={keep.isPending}
        onClick={() => keep.mutate({ caseId: item.id, text, lost: true })}
      >
        {t('lost_keep')}
      </Button>
    </div>
  )
}

/** A new note, a question to a colleague, or an answer. */
function Compose(props: { caseId: string; answering: CaseNoteItem | null; onDone: () => Promise<unknown> }) {
  const t = useTranslations('case_work')
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { caseId, answering } = props
  const key = `case note ${caseId} ${answering?.id ?? ''}`
  const [text, setText] = useState(() => typedBefore(key))
  const [to, setTo] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const { data: colleagues } = useQuery(trpc.cases.colleagues.queryOptions())
  const note = useMutation(trpc.cases.note.mutationOptions())
  const ask = useMutation(trpc.cases.ask.mutationOptions())
  const answer = useMutation(trpc.cases.answer.mutationOptions())
  const busy = note.isPending || ask.isPending || answer.isPending
  const error = note.error ?? ask.error ?? answer.error
  const type = (next: string) => {
    setText(next)
    keepTyped(key, next)
  }
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (!text.trim() || busy) return
    try {
      if (answering) await answer.mutateAsync({ questionId: answering.id, text })
      else if (to) await ask.mutateAsync({ caseId, staffId: to, text })
      else await note.mutateAsync({ caseId, text })
    } catch {
      return
    }
    type('')
    setTo('')
    await props.onDone()
  }
  const label = answering ? t('answer_to', { name: answering.by.name }) : t('new')
  return (
    <form onSubmit={submit} className="grid gap-2">
      <Field label={label} hint={t('hint')} error={error && refusalText(error)}>
        {(control) => (
          <TextArea
            {...control}
            ref={field}
            rows={2}
            dir="auto"
            maxLength={4_000}
            value={text}
            onChange={(event) => type(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur()
              if (!isSubmitChord(event)) return
              event.preventDefault()
              void submit()
            }}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" busy={busy} disabled={!text.trim()}>
          {answering ? t('answer') : to ? t('ask') : t('add')}
        </Button>
        {!answering && (
          <select
            aria-label={t('ask_whom')}
            value={to}
            onChange={(event) => setTo(event.target.value)}
            className={`${controlClass} h-10 max-w-60 md:h-7`}
          >
            <option value="">{t('ask_nobody')}</option>
            {colleagues?.map(({ id, name }) => (
              <option key={id} value={id}>
                {t('ask_name', { name })}
              </option>
            ))}
          </select>
        )}
      </div>
    </form>
  )
}
