'use client'

import type { KeyboardEvent, Ref } from 'react'
import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { isSubmitChord } from '@/components/ui/shortcut'
import { TextArea } from '@/components/ui/text-area'

/** The reason of a decision or action. ⌘↵ in it carries out what is chosen. */
export function ReasonField(props: {
  value: string
  onChange: (text: string) => void
  /** By the chord; with Shift it goes on to what comes next, where there is such. */
  onSubmit: (chord: { shiftKey: boolean }) => void
  error: string | null
  ref?: Ref<HTMLTextAreaElement>
}) {
  const t = useTranslations('decide')
  const submitByKey = (event: KeyboardEvent) => {
    if (!isSubmitChord(event)) return
    event.preventDefault()
    props.onSubmit(event)
  }
  return (
    <Field label={t('reason')} hint={t('reason_hint')} error={props.error}>
      {(control) => (
        <TextArea
          {...control}
          ref={props.ref}
          value={props.value}
          placeholder={t('reason_placeholder')}
          required
          data-first=""
          onChange={(event) => props.onChange(event.target.value)}
          onKeyDown={submitByKey}
        />
      )}
    </Field>
  )
}
