'use client'

import { useTranslations } from 'use-intl'
import { controlClass } from '@/components/ui/control-class'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { TextArea } from '@/components/ui/text-area'
import { editInput, JOIN_RULES } from '@/server/actions/group/schema'
import type { FormPartProps } from './form-part'
import { useFormInput } from './use-form-input'

/** Name, introduction, picture and join rule of a group. */
export default function EditGroupForm(props: FormPartProps) {
  const t = useTranslations('group_forms')
  const { textOf, set, errorOf } = useFormInput(editInput, props)
  const rule = textOf('joinRule')
  return (
    <>
      <Field label={t('name')} error={errorOf('name')}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            data-first=""
            value={textOf('name')}
            maxLength={100}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('introduction')} error={errorOf('introduction')}>
        {(control) => (
          <TextArea
            {...control}
            dir="auto"
            value={textOf('introduction')}
            maxLength={1_000}
            onChange={(event) => set({ introduction: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('face_url')} hint={t('face_url_hint')} error={errorOf('faceUrl')}>
        {(control) => (
          <Input
            {...control}
            dir="ltr"
            value={textOf('faceUrl')}
            maxLength={2_000}
            onChange={(event) => set({ faceUrl: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('join_rule')} error={errorOf('joinRule')}>
        {(control) => (
          <select
            {...control}
            value={rule}
            onChange={(event) => set({ joinRule: event.target.value || undefined })}
            className={`${controlClass} h-10 truncate md:h-8`}
          >
            {rule === '' && <option value="">{t('join_unknown')}</option>}
            {JOIN_RULES.map((name) => (
              <option key={name} value={name}>
                {t(`join_${name}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  )
}
