'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import type { GroupDetail } from '@/server/features/groups/schema'
import { tagsIn } from '../../_components/tags-in'

/** Changes a group's category and tags. */
export default function LabelsDialog(props: {
  group: GroupDetail
  onClose: () => void
  onDone: () => Promise<unknown>
}) {
  const { groupId, category, tags } = props.group
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const known = useId()
  const { data: labels } = useQuery(trpc.groups.labels.queryOptions())
  const [name, setName] = useState(category ?? '')
  const [tagText, setTagText] = useState(tags.join(', '))
  const setCategory = useMutation(trpc.groups.setCategory.mutationOptions())
  const setTags = useMutation(trpc.groups.setTags.mutationOptions())
  const save = useMutation({
    mutationFn: async () => {
      await setCategory.mutateAsync({ groupId, category: name.trim() || null })
      await setTags.mutateAsync({ groupId, tags: tagsIn(tagText) })
      await props.onDone()
    },
    onSuccess: props.onClose,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending) save.mutate()
  }
  return (
    <Dialog title={t('group.labels_title')} onClose={props.onClose} locked={save.isPending}>
      <form className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5" onSubmit={submit}>
        <Field label={t('group.category')}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              data-first=""
              list={known}
              value={name}
              maxLength={64}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <datalist id={known}>
          {labels?.categories.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
        <Field label={t('group.tags')} hint={t('group.tags_hint')}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              value={tagText}
              maxLength={1_000}
              onChange={(event) => setTagText(event.target.value)}
            />
          )}
        </Field>
        {save.isError && (
          <Notice tone="danger" role="alert">
            {refusalText(save.error)}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button size="md" onClick={props.onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" size="md" variant="primary" busy={save.isPending}>
            {t('group.labels_save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
