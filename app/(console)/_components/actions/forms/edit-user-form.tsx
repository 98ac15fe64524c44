'use client'

import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { editUserInput } from '@/server/actions/user/schema'
import type { FormPartProps } from './form-part'
import { useFormInput } from './use-form-input'

/** Nickname and picture of a person. */
export default function EditUserForm(props: FormPartProps) {
  const t = useTranslations('forms')
  const { textOf, set, errorOf } = useFormInput(editUserInput, props)
  return (
    <>
      <Field label={t('nickname')} error={errorOf('nickname')}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            data-first=""
            value={textOf('nickname')}
            maxLength={1_000}
            onChange={(event) => set({ nickname: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('face_url')} hint={t('face_url_hint')} error={errorOf('faceUrl')}>
        {(control) => (
          <Input
            {...control}
            dir="ltr"
            value={textOf('faceUrl')}
            maxLength={4_000}
            onChange={(event) => set({ faceUrl: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
