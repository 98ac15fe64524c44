'use client'

import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** The id of something new; it stays what it is. */
export function IdField(props: { value: string; error: string | null; onChange: (id: string) => void }) {
  const t = useTranslations('desk_settings')
  return (
    <Field label={t('id')} hint={t('id_hint')} error={props.error}>
      {(control) => (
        <Input
          {...control}
          data-first=""
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          className="font-mono"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
