'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import type { InviteDetail } from '@/server/features/invites/console/schema'

/** Who was not let in lately, and why; each leads to what can be done about it. */
export function TurnedAway({ invite }: { invite: InviteDetail }) {
  const t = useTranslations('invites')
  const { refusals } = invite
  return (
    <Card title={t('turned_away')} aside={refusals.length > 0 && t('turned_away_newest')}>
      {refusals.length === 0 && <p className="text-ink-3">{t('turned_away_none')}</p>}
      <ul>
        {refusals.map(({ reference, why, at, user }) => (
          <li key={reference} className="border-b border-line last:border-0">
            <Link
              href={`/invites/check?text=${reference}` as Route}
              prefetch={false}
              className="-mx-2 flex min-h-10 items-center gap-2 px-2 -outline-offset-2 hover:bg-hover md:min-h-8"
            >
              <span className="min-w-0 flex-1 truncate">
                {t(`why_${why}`)}
                {user && (
                  <>
                    {' · '}
                    <bdi className="text-ink-3">{user.name ?? user.id}</bdi>
                  </>
                )}
              </span>
              <Time at={at} as="moment" className="shrink-0 text-xs text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
