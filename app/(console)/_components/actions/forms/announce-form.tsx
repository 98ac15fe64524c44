'use client'

import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'
import { announceInput } from '@/server/actions/group/schema'
import type { FormPartProps } from './form-part'
import { useFormInput } from './use-form-input'

/** What a group announces. */
export default function AnnounceForm(props: FormPartProps) {
  const t = useTranslations('group_forms')
  const { textOf, set, errorOf } = useFormInput(announceInput, props)
  return (
    <Field label={t('announcement')} hint={t('announcement_hint')} error={errorOf('text')}>
      {(control) => (
        <TextArea
          {...control}
          dir="auto"
          data-first=""
          rows={5}
          value={textOf('text')}
          maxLength={5_000}
          onChange={(event) => set({ text: event.target.value })}
        />
      )}
    </Field>
  )
}
