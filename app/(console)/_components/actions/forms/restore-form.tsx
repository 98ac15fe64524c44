'use client'

import { useTranslations } from 'use-intl'
import { Segmented } from '@/components/ui/segmented'
import { restoreInput } from '@/server/actions/group/schema'
import type { FormPartProps } from './form-part'
import { useFormInput } from './use-form-input'

/** How a group comes back. */
export default function RestoreForm(props: FormPartProps) {
  const t = useTranslations('action')
  const { textOf, set } = useFormInput(restoreInput, props)
  const status = textOf('status') || props.defaults.status
  return (
    <Segmented
      label={t('status')}
      value={status === 'suspended' ? 'suspended' : 'prior'}
      options={[
        { value: 'prior', label: t('status_prior') },
        { value: 'suspended', label: t('status_suspended') },
      ]}
      onChange={(next) => set({ status: next })}
    />
  )
}
