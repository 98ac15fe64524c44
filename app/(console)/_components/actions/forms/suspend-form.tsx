'use client'

import { useTranslations } from 'use-intl'
import { suspendInput } from '@/server/actions/group/schema'
import { EndField } from './end-field'
import type { FormPartProps } from './form-part'
import { useFormInput } from './use-form-input'

/** Until when a group is suspended. */
export default function SuspendForm(props: FormPartProps) {
  const t = useTranslations('group_forms')
  const { draft, set, errorOf } = useFormInput(suspendInput, props)
  return (
    <EndField
      label={t('suspend_until')}
      spans={['1d', '3d', '7d', '30d', '90d']}
      endless
      value={typeof draft.until === 'number' ? draft.until : undefined}
      error={errorOf('until')}
      onChange={(until) => set({ until })}
    />
  )
}
