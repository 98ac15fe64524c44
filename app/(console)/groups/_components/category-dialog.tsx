'use client'

import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { AnnotateDialog } from './annotate-dialog'
import type { BulkDialogProps } from './bulk-actions'

/** Gives the chosen groups another category, or none. */
export default function CategoryDialog(props: BulkDialogProps) {
  const t = useTranslations('groups')
  const trpc = useTRPC()
  const known = useId()
  const { data } = useQuery(trpc.groups.labels.queryOptions())
  const [text, setText] = useState('')
  return (
    <AnnotateDialog
      {...props}
      title={t('category_title', { groups: props.text })}
      submitLabel={t('category_submit')}
      change={{ category: text.trim() || null }}
    >
      <Field label={t('category')} hint={t('category_hint')}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            data-first=""
            list={known}
            value={text}
            maxLength={64}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <datalist id={known}>
        {data?.categories.map((category) => (
          <option key={category} value={category} />
        ))}
      </datalist>
    </AnnotateDialog>
  )
}
