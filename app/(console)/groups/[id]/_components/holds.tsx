'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { hasEnded } from '@/app/(console)/_components/actions/ledger-look'
import { useGroupLive } from '@/app/(console)/_components/live-state'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import { Dot } from '@/components/ui/dot'
import type { Tone } from '@/components/ui/tag'
import type { GroupDetail } from '@/server/features/groups/schema'
import { ailments } from './health'

/** What holds right now, OpenIM's side with the time it was read, and ours; and what ails the group. */
export function Holds({ group }: { group: GroupDetail }) {
  const t = useTranslations()
  const live = useGroupLive(group.groupId).data
  const status = live?.read ? live.status : group.status
  const agrees = live?.read ? live.agrees : null
  const found = ailments({
    status,
    standing: group.standing,
    ownerless: live?.read ? live.ownerId === '' : group.owner === null,
    settling: group.ledger.some((item) => !hasEnded(item.state)),
  })
  return (
    <Card title={t('group.holds')}>
      <dl className="grid gap-2">
        <Line tone={agrees === null ? 'neutral' : agrees ? 'ok' : 'danger'} label={t('group.holds_status')}>
          {t(`group_status.${status}`)}{' '}
          <Time at={live?.read ? live.at : group.readAt} as="clock" className="text-xs text-ink-3" />
        </Line>
        <Line tone={agrees === false ? 'danger' : 'ok'} label={t('group.holds_standing')}>
          {t(`standing.${group.standing}`)}
          {group.standing === 'suspended' && group.suspendedUntil !== null && (
            <>
              {' '}
              <span className="text-ink-3">
                {t('group.holds_until')} <Time at={group.suspendedUntil} as="moment" className="text-xs" />
              </span>
            </>
          )}
        </Line>
      </dl>
      <ul className="mt-2 grid gap-1.5">
        {status === 'muted' && <Warning>{t('group.holds_leaders')}</Warning>}
        {found.map((ailment) => (
          <Warning key={ailment}>{t(`group.health_${ailment}`)}</Warning>
        ))}
      </ul>
    </Card>
  )
}

function Line({ tone, label, children }: { tone: Tone; label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-2">
      <dt className="flex items-baseline gap-2">
        <Dot tone={tone} /> {label}
      </dt>
      <dd className="ml-auto text-ink-2">{children}</dd>
    </div>
  )
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <li className="flex items-baseline gap-2 text-warn">
      <Dot tone="warn" /> <span className="min-w-0">{children}</span>
    </li>
  )
}
