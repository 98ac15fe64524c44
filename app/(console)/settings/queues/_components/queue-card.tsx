'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Tag } from '@/components/ui/tag'
import { inLanguage } from '@/server/features/desk/localised'
import type { QueueRow } from '@/server/features/desk/settings/schema'
import { useLanguageName } from '../../_components/use-language-name'
import { useListText } from '../../_components/use-list-text'

/** One queue: which cases come here and who works on them. */
export function QueueCard(props: {
  queue: QueueRow
  place: number
  menu: ReactNode
  /** Chooses who works here; null for whoever may not. */
  onMembers: (() => void) | null
}) {
  const { queue, place, menu, onMembers } = props
  const t = useTranslations('desk_settings')
  const locale = useLocale()
  const { names, rules, restricted, active, openCases, members } = queue
  return (
    <article className="rounded-lg border border-line bg-surface px-4 py-3">
      <header className="flex flex-wrap items-center gap-2">
        <span className="font-mono text-sm text-ink-3">{place}</span>
        <h2 className="font-semibold">{inLanguage(names, locale)}</h2>
        {restricted && <Tag tone="warn">{t('restricted')}</Tag>}
        {!active && <Tag>{t('takes_none')}</Tag>}
        <span className="ml-auto text-sm text-ink-3">{t('open_count', { n: openCases })}</span>
        {menu}
      </header>
      <dl className="mt-1.5 grid gap-x-6 gap-y-2 md:grid-cols-2">
        <div>
          <dt className="text-sm text-ink-3">{t('which_cases')}</dt>
          <dd>
            <RuleText queue={queue} />
          </dd>
        </div>
        <div>
          <dt className="text-sm text-ink-3">{t('members')}</dt>
          <dd>
            {rules.emergency && !members.some(({ onCall }) => onCall) && (
              <Notice
                tone="warn"
                className="mb-1.5"
                action={onMembers && <Button onClick={onMembers}>{t('choose_on_call')}…</Button>}
              >
                {t('nobody_on_call')}
              </Notice>
            )}
            {members.length === 0 ? (
              <span className={restricted && !rules.emergency ? 'text-warn' : undefined}>
                {restricted ? t('members_only_owners') : t('members_everybody')}
              </span>
            ) : (
              <ul className="flex flex-wrap gap-x-3 gap-y-1">
                {members.map(({ staffId, name, onCall }) => (
                  <li key={staffId} className="flex items-center gap-1.5">
                    <Avatar name={name} size="sm" />
                    <bdi>{name}</bdi>
                    {onCall && <Tag tone="accent">{t('on_call')}</Tag>}
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      </dl>
    </article>
  )
}

/** The rules as one sentence after the other. */
function RuleText({ queue: { id, rules } }: { queue: QueueRow }) {
  const t = useTranslations('desk_settings')
  const { reasonName } = useDesk()
  const languageName = useLanguageName()
  const listText = useListText()
  const { emergency, automated, reasons, languages, categories, minMembers } = rules
  const parts = [
    emergency && t('rule_emergency'),
    emergency === false && t('rule_no_emergency'),
    reasons && t('rule_reasons', { list: listText(reasons.map(reasonName)) }),
    languages && t('rule_languages', { list: listText(languages.map(languageName)) }),
    categories && t('rule_categories', { list: listText(categories) }),
    minMembers !== undefined && t('rule_members', { n: minMembers }),
    automated && t('rule_automated'),
    automated === false && t('rule_human'),
  ].filter((part) => typeof part === 'string')
  if (parts.length > 0) return parts.join(' · ')
  return id === 'general' ? t('rule_rest') : t('rule_none')
}
