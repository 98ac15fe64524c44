'use client'

import { useTranslations } from 'use-intl'
import { IdField } from './id-field'
import { LocalisedFields, type TypedTexts } from './localised-fields'

/** What something is called, and for a new one the id that clients and addresses know it by. */
export function NamedFields(props: {
  isNew: boolean
  typed: { id: string; names: TypedTexts }
  errorAt: (field: string) => string | null
  onChange: (change: { id?: string; names?: TypedTexts }) => void
}) {
  const t = useTranslations('desk_settings')
  const { isNew, typed, errorAt, onChange } = props
  return (
    <>
      {isNew && <IdField value={typed.id} error={errorAt('id')} onChange={(id) => onChange({ id })} />}
      <LocalisedFields
        first={!isNew}
        label={t('name')}
        path="names"
        value={typed.names}
        errorAt={errorAt}
        onChange={(names) => onChange({ names })}
      />
    </>
  )
}
