'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { muteMemberInput } from '@/server/actions/member/schema'
import { EndField } from './end-field'
import type { FormPartProps } from './form-part'
import { SPANS } from './spans'
import { useFormInput } from './use-form-input'

/** Until when somebody is muted in a group. */
export default function MuteForm(props: FormPartProps) {
  const t = useTranslations('group_forms')
  // A day, until something else is chosen.
  const [start] = useState(() => ({ until: Date.now() + SPANS['1d'], ...props.start }))
  const { draft, set, errorOf } = useFormInput(muteMemberInput, { ...props, start })
  return (
    <EndField
      label={t('mute_until')}
      spans={['10m', '1h', '12h', '1d', '7d', '30d']}
      endless={false}
      value={typeof draft.until === 'number' ? draft.until : undefined}
      error={errorOf('until')}
      onChange={(until) => set({ until })}
    />
  )
}
