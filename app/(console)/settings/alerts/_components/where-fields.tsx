'use client'

import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SIGNS } from '@/server/features/alerts/kinds'
import type { ChannelRow } from '@/server/features/alerts/schema'
import { CheckLine } from '../../_components/check-line'
import { CodesField } from '../../_components/codes-field'
import type { TypedChannel } from './typed-channel'

/** Where a channel sends: to addresses, or to a webhook and with which secret. */
export function WhereFields(props: {
  row: ChannelRow | null
  /** Whether e-mail can be sent at all. */
  mail: boolean
  typed: TypedChannel
  errorAt: (field: string) => string | null
  onChange: (change: Partial<TypedChannel>) => void
}) {
  const t = useTranslations('alerts_settings')
  const { row, typed, errorAt, onChange } = props
  if (typed.kind === 'email') {
    return (
      <CodesField
        label={t('recipients')}
        hint={props.mail ? undefined : t('no_mail')}
        error={errorAt('recipients')}
        values={typed.recipients}
        onChange={(recipients) => onChange({ recipients })}
      />
    )
  }
  const signs = SIGNS[typed.kind]
  return (
    <>
      <Field
        label={t('address')}
        hint={row ? t('address_keep', { host: row.host }) : undefined}
        error={errorAt('address')}
      >
        {(control) => (
          <Input
            {...control}
            type="url"
            autoComplete="off"
            spellCheck={false}
            maxLength={2_000}
            placeholder="https://"
            value={typed.address}
            onChange={(event) => onChange({ address: event.target.value })}
          />
        )}
      </Field>
      {signs !== 'never' && (
        <Field label={t('secret')} hint={secretHint()} error={errorAt('secret')}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="new-password"
              maxLength={500}
              disabled={typed.dropSecret}
              value={typed.dropSecret ? '' : typed.secret}
              onChange={(event) => onChange({ secret: event.target.value })}
            />
          )}
        </Field>
      )}
      {signs === 'maybe' && row?.signed && (
        <CheckLine
          label={t('secret_drop')}
          checked={typed.dropSecret}
          onChange={(dropSecret) => onChange({ dropSecret })}
        />
      )}
    </>
  )

  function secretHint(): string | undefined {
    if (row?.signed) return t('secret_keep')
    if (typed.kind === 'dingtalk') return t('secret_keyword')
    if (signs === 'maybe') return t('secret_maybe')
    return typed.kind === 'json' ? t('secret_new') : undefined
  }
}
