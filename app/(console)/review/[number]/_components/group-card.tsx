'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useTranslations } from 'use-intl'
import { UserText } from '@/components/ui/user-text'
import type { CaseDetail } from '@/server/features/cases/schema'

/** A group's card as it was when it was reported. */
export function GroupCard({ group }: { group: NonNullable<CaseDetail['evidence']['group']> }) {
  const t = useTranslations('case')
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-lg border border-line bg-surface px-4 py-3">
      <dt className="text-ink-3">{t('group')}</dt>
      <dd className="font-strong wrap-anywhere">
        <bdi>{group.name}</bdi>{' '}
        <span className="font-normal text-ink-3">· {t('members', { n: group.members })}</span>
      </dd>
      <dt className="text-ink-3">{t('introduction')}</dt>
      <dd>
        {group.introduction ? (
          <UserText label={t('introduction')}>{group.introduction}</UserText>
        ) : (
          <span className="text-ink-3">{t('no_introduction')}</span>
        )}
      </dd>
      {group.ownerId && (
        <>
          <dt className="text-ink-3">{t('owner_id')}</dt>
          <dd>
            <code className="text-xs">{group.ownerId}</code>
          </dd>
        </>
      )}
    </dl>
  )
}
