'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Time } from '@/components/time/time'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { isSubmitChord } from '@/components/ui/shortcut'
import { TextArea } from '@/components/ui/text-area'
import type { Note } from '@/server/features/extension/schema'
import { keepTyped, typedBefore } from './actions/typed-text'
import { useMe } from './me'

type Adding = {
  subjectId: string
  /** Writes a note down. */
  add: (text: string) => Promise<unknown>
  /** Shows it. */
  onAdded: () => Promise<unknown>
}

type NotesProps = Adding & {
  /** Undefined until they were read. */
  notes: readonly Note[] | undefined
  /** Why they could not be read. */
  problem?: string
}

/** What staff wrote down about a group or a person. Notes are added and never changed. */
export function Notes({ notes, problem, ...adding }: NotesProps) {
  const t = useTranslations('notes')
  const { may } = useMe()
  return (
    <Card title={t('title')}>
      {may('subject.annotate') && <AddNote {...adding} />}
      {problem && <p className="text-danger">{problem}</p>}
      {notes?.length === 0 && <p className="text-ink-3">{t('none')}</p>}
      <ol className="grid gap-3">
        {notes?.map((note) => (
          <li key={note.id}>
            <p className="flex items-baseline gap-2 text-sm">
              <b className="font-strong">{note.by.name}</b>
              <Time at={note.at} as="moment" className="ml-auto text-xs text-ink-3" />
            </p>
            <p className="break-words whitespace-pre-line text-ink-2" dir="auto">
              {note.text ?? <span className="text-ink-3">{t('erased')}</span>}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function AddNote({ subjectId, add, onAdded }: Adding) {
  const t = useTranslations('notes')
  const refusalText = useRefusalText()
  const key = `note ${subjectId}`
  const [text, setText] = useState(() => typedBefore(key))
  const type = (next: string) => {
    setText(next)
    keepTyped(key, next)
  }
  const adding = useMutation({
    mutationFn: add,
    onSuccess: async () => {
      type('')
      await onAdded()
    },
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (text.trim() && !adding.isPending) adding.mutate(text)
  }
  return (
    <form onSubmit={submit} className="mb-3.5 grid gap-2">
      <Field label={t('new')} hint={t('hint')} error={adding.isError && refusalText(adding.error)}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            dir="auto"
            maxLength={4_000}
            value={text}
            onChange={(event) => type(event.target.value)}
            onKeyDown={(event) => {
              if (!isSubmitChord(event)) return
              event.preventDefault()
              submit()
            }}
          />
        )}
      </Field>
      <Button type="submit" className="justify-self-start" busy={adding.isPending} disabled={!text.trim()}>
        {t('add')}
      </Button>
    </form>
  )
}
