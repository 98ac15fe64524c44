'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { keepTyped, typedBefore } from '@/app/(console)/_components/actions/typed-text'
import { useMe } from '@/app/(console)/_components/me'
import { Time } from '@/components/time/time'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { isSubmitChord } from '@/components/ui/shortcut'
import { TextArea } from '@/components/ui/text-area'
import type { GroupDetail } from '@/server/features/groups/schema'

/** What staff wrote down about the group. Notes are added and never changed. */
export function Notes({ group: { groupId } }: { group: GroupDetail }) {
  const t = useTranslations('group')
  const { may } = useMe()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { data, error, refetch } = useQuery(trpc.groups.notes.queryOptions({ groupId }))
  return (
    <Card title={t('notes')}>
      {may('subject.annotate') && <AddNote groupId={groupId} onAdded={refetch} />}
      {error && <p className="text-danger">{refusalText(error)}</p>}
      {data?.length === 0 && <p className="text-ink-3">{t('notes_none')}</p>}
      <ol className="grid gap-3">
        {data?.map((note) => (
          <li key={note.id}>
            <p className="flex items-baseline gap-2 text-sm">
              <b className="font-strong">{note.by.name}</b>
              <Time at={note.at} as="moment" className="ml-auto text-xs text-ink-3" />
            </p>
            <p className="break-words whitespace-pre-line text-ink-2" dir="auto">
              {note.text ?? <span className="text-ink-3">{t('note_erased')}</span>}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function AddNote({ groupId, onAdded }: { groupId: string; onAdded: () => Promise<unknown> }) {
  const t = useTranslations('group')
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const key = `note ${groupId}`
  const [text, setText] = useState(() => typedBefore(key))
  const type = (next: string) => {
    setText(next)
    keepTyped(key, next)
  }
  const add = useMutation(
    trpc.groups.addNote.mutationOptions({
      onSuccess: async () => {
        type('')
        await onAdded()
      },
    }),
  )
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (text.trim() && !add.isPending) add.mutate({ groupId, text })
  }
  return (
    <form onSubmit={submit} className="mb-3.5 grid gap-2">
      <Field label={t('note')} hint={t('note_hint')} error={add.isError && refusalText(add.error)}>
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
      <Button type="submit" className="justify-self-start" busy={add.isPending} disabled={!text.trim()}>
        {t('note_add')}
      </Button>
    </form>
  )
}
