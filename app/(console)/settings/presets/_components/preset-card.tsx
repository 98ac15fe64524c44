'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { type Desk, useDesk } from '@/app/(console)/_components/use-desk'
import { useDurationText } from '../../_components/use-duration-text'
import { useListText } from '../../_components/use-list-text'

/** One preset: its key, and what it prepares. */
export function PresetCard({ preset, menu }: { preset: Desk['presets'][number]; menu: ReactNode }) {
  const t = useTranslations()
  const { policyName } = useDesk()
  const durationText = useDurationText()
  const listText = useListText()
  const { slot, name, actions, policyId, reason, notify } = preset
  const told = [
    notify.reporter && t('desk_settings.tells_reporter'),
    notify.person && t('desk_settings.tells_person'),
  ].filter((part) => part !== false)
  return (
    <article className="flex h-full gap-3 rounded-lg border border-line bg-surface py-2.5 pr-2 pl-3">
      <kbd className="grid size-7 shrink-0 place-items-center rounded border border-line-strong bg-raised text-md">
        <span className="sr-only">{t('desk_settings.key')} </span>
        {slot}
      </kbd>
      <div className="min-w-0 flex-1">
        <h3 className="font-medium">{name}</h3>
        <ul>
          {actions.map(({ action, lastsMs }) => (
            <li key={action} className="text-ink-2">
              {t(`actions.${action}.label`)}
              {lastsMs !== null && <span className="text-ink-3"> · {durationText(lastsMs)}</span>}
            </li>
          ))}
        </ul>
        <p className="mt-1 text-sm text-ink-3">
          {policyId ? policyName(policyId) : t('desk_settings.no_policy')}
          {' · '}
          {told.length > 0 ? listText(told) : t('desk_settings.tells_nobody')}
        </p>
        <p className="text-sm break-words text-ink-3">“{reason}”</p>
      </div>
      {menu}
    </article>
  )
}
