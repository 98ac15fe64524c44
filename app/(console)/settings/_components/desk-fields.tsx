'use client'

import { useTranslations } from 'use-intl'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { SelectField } from './select-field'

type Props = { hint?: string; error: string | null; value: string; onChange: (id: string) => void }

/** Which queue; '' for none. */
export function QueueField(props: Props & { noneLabel: string; restrictedOnly?: boolean }) {
  const { noneLabel, restrictedOnly, ...rest } = props
  const t = useTranslations('desk_settings')
  const queues = useDesk().queues.filter(({ restricted }) => restricted || !restrictedOnly)
  return (
    <SelectField
      {...rest}
      label={t('queue')}
      options={[
        { value: '', label: noneLabel },
        ...queues.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}

/** Which policy, of those in use and the one that is chosen; '' for none. */
export function PolicyField(props: Props) {
  const t = useTranslations('desk_settings')
  const policies = useDesk().policies.filter(({ id, active }) => active || id === props.value)
  return (
    <SelectField
      {...props}
      label={t('policy')}
      options={[
        { value: '', label: t('none') },
        ...policies.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}
