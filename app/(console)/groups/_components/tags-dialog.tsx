'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { AnnotateDialog } from './annotate-dialog'
import type { BulkDialogProps } from './bulk-actions'
import { tagsIn } from './tags-in'

/** Gives the chosen groups tags, and takes tags from them. */
export default function TagsDialog(props: BulkDialogProps) {
  const t = useTranslations('groups')
  const [add, setAdd] = useState('')
  const [remove, setRemove] = useState('')
  const [addTags, removeTags] = [tagsIn(add), tagsIn(remove)]
  return (
    <AnnotateDialog
      {...props}
      title={t('tags_title', { groups: props.text })}
      submitLabel={t('tags_submit')}
      change={addTags.length + removeTags.length > 0 ? { addTags, removeTags } : null}
    >
      <Tags label={t('tags_add')} value={add} onChange={setAdd} first />
      <Tags label={t('tags_remove')} value={remove} onChange={setRemove} />
    </AnnotateDialog>
  )
}

function Tags(props: { label: string; value: string; onChange: (text: string) => void; first?: boolean }) {
  const t = useTranslations('groups')
  return (
    <Field label={props.label} hint={t('tags_commas')}>
      {(control) => (
        <Input
          {...control}
          dir="auto"
          data-first={props.first ? '' : undefined}
          value={props.value}
          maxLength={800}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
