'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useGroupLive } from '@/app/(console)/_components/live-state'
import { personHref } from '@/app/(console)/people/_components/person-href'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import type { GroupDetail } from '@/server/features/groups/schema'
import { StandingTag, StatusTag } from '../../_components/group-tags'
import { GroupActions } from './group-actions'

/** Name, id, size and owner of a group, as read from OpenIM and when; and what can be done to it. */
export function GroupHead({ group, onChanged }: { group: GroupDetail; onChanged: () => Promise<unknown> }) {
  const t = useTranslations()
  const live = useGroupLive(group.groupId).data
  const now = live?.read ? live : { status: group.status, members: group.members, at: group.readAt }
  return (
    <header className="mt-3 flex items-center gap-3.5 max-md:flex-wrap max-md:items-start">
      <Avatar name={group.name} shape="square" size="lg" />
      <div className="min-w-0 flex-1 max-md:basis-[70%]">
        <div className="flex min-w-0 items-center gap-2">
          <h1 className="truncate text-xl font-semibold tracking-tight" dir="auto" title={group.name}>
            {group.name}
          </h1>
          {now.status !== 'normal' && <StatusTag status={now.status} />}
          {group.standing !== 'good' && group.standing !== now.status && (
            <StandingTag standing={group.standing} />
          )}
        </div>
        <p className="flex flex-wrap gap-x-1.5 text-sm text-ink-3">
          <code className="text-xs leading-[18px]">{group.groupId}</code>
          <span>· {t('case.members', { n: now.members })}</span>
          <span>
            ·{' '}
            {group.owner ? (
              <>
                {t('group.owner')}{' '}
                <Link
                  href={personHref(group.owner.id)}
                  prefetch={false}
                  className="text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink"
                  dir="auto"
                  title={group.owner.id}
                >
                  {group.owner.name}
                </Link>
              </>
            ) : (
              <span className={now.status === 'dismissed' ? undefined : 'text-warn'}>
                {t('group.no_owner')}
              </span>
            )}
          </span>
          <span>
            · {t('group.as_read')}{' '}
            <Time at={now.at} as={live?.read ? 'clock' : 'moment'} className="text-xs" />
          </span>
        </p>
      </div>
      <GroupActions group={group} onChanged={onChanged} />
    </header>
  )
}
