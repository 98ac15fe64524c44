'use client'

import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { CheckLine } from '../../_components/check-line'
import { SelectField } from '../../_components/select-field'
import type { TypedChannel } from './typed-channel'

/** When a channel is left alone. */
export function QuietFields(props: {
  typed: TypedChannel
  errorAt: (field: string) => string | null
  onChange: (change: Partial<TypedChannel>) => void
}) {
  const t = useTranslations('alerts_settings')
  const { typed, errorAt, onChange } = props
  const zones = [...new Set(['UTC', typed.timeZone, ...Intl.supportedValuesOf('timeZone')])]
  return (
    <>
      <CheckLine
        label={t('quiet')}
        hint={t('quiet_hint')}
        checked={typed.isQuiet}
        onChange={(isQuiet) => onChange({ isQuiet })}
      />
      {typed.isQuiet && (
        <>
          <div className="grid grid-cols-2 gap-3">
            <Clock
              label={t('quiet_from')}
              value={typed.from}
              error={null}
              onChange={(from) => onChange({ from })}
            />
            <Clock
              label={t('quiet_to')}
              value={typed.to}
              error={errorAt('quiet.to')}
              onChange={(to) => onChange({ to })}
            />
          </div>
          <SelectField
            label={t('time_zone')}
            error={errorAt('quiet.timeZone')}
            value={typed.timeZone}
            options={zones.map((zone) => ({ value: zone, label: zone }))}
            onChange={(timeZone) => onChange({ timeZone })}
          />
          <CheckLine label={t('wakes')} checked={typed.wakes} onChange={(wakes) => onChange({ wakes })} />
        </>
      )}
    </>
  )
}

function Clock(props: {
  label: string
  value: string
  error: string | null
  onChange: (clock: string) => void
}) {
  return (
    <Field label={props.label} error={props.error}>
      {(control) => (
        <Input
          {...control}
          type="time"
          required
          value={props.value}
          onChange={(event) => event.target.value !== '' && props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
