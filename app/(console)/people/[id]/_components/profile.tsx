'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import { Dot } from '@/components/ui/dot'
import type { PersonDetail } from '@/server/features/people/person/schema'

/** What OpenIM says of somebody: where they are connected, since when they are registered, their picture. */
export function Profile({ person }: { person: PersonDetail }) {
  const t = useTranslations('person')
  return (
    <Card title={t('profile')}>
      <dl className="grid gap-1.5 text-sm">
        <Fact label={t('online')}>
          <Online platforms={person.online} />
        </Fact>
        <Fact label={t('registered')}>
          {person.registeredAt === null ? t('unknown') : <Time at={person.registeredAt} as="day" />}
        </Fact>
        <Fact label={t('picture')}>
          {person.faceUrl === '' ? (
            <span className="text-ink-3">{t('no_picture')}</span>
          ) : (
            <code className="block truncate text-xs" title={person.faceUrl}>
              {person.faceUrl}
            </code>
          )}
        </Fact>
        <Fact label={t('standing')}>{t(`standing_${person.standing}`)}</Fact>
        {person.protected && <Fact label={t('protection')}>{t('protected_text')}</Fact>}
      </dl>
    </Card>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[96px_minmax(0,1fr)] gap-2">
      <dt className="text-ink-3">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** OpenIM's numbers for platforms. */
const PLATFORMS: Record<number, string> = {
  1: 'iOS',
  2: 'Android',
  3: 'Windows',
  4: 'macOS',
  5: 'Web',
  7: 'Linux',
  8: 'Android Pad',
  9: 'iPad',
  11: 'HarmonyOS',
}

function Online({ platforms }: { platforms: PersonDetail['online'] }) {
  const t = useTranslations('person')
  if (platforms === null) return <span className="text-ink-3">{t('online_unread')}</span>
  if (platforms.length === 0) return <span className="text-ink-3">{t('offline')}</span>
  return (
    <ul className="grid gap-0.5">
      {platforms.map(({ platformId, background }) => (
        <li key={platformId} className="flex items-center gap-1.5">
          <Dot tone={background ? 'neutral' : 'ok'} />
          {PLATFORMS[platformId] ??
            (platformId === 6 ? t('mini_program') : t('platform', { id: platformId }))}
          {background && <span className="text-ink-3">{t('background')}</span>}
        </li>
      ))}
    </ul>
  )
}
