'use client'

import { useTranslations } from 'use-intl'
import { RowMenu } from './row-menu'

/** Changing one of several things, and removing it where that may be. */
export function EditMenu(props: { of: string; onEdit: () => void; onRemove?: () => void }) {
  const t = useTranslations('desk_settings')
  const { of, onEdit, onRemove } = props
  return (
    <RowMenu
      of={of}
      items={[
        { id: 'edit', label: `${t('change')}…`, onSelect: onEdit },
        onRemove !== undefined && { id: 'remove', label: `${t('remove')}…`, onSelect: onRemove },
      ]}
    />
  )
}
