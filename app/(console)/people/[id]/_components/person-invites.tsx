'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { CardOutline } from '@/app/(console)/invites/_components/card-outline'
import { inviteHref } from '@/app/(console)/invites/_components/invite-href'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'

/** By which links somebody came into groups, or tried to. */
export default function PersonInvites({ userId }: { userId: string }) {
  return (
    <PartMessages parts={['invites']} outline={<CardOutline />}>
      <Came userId={userId} />
    </PartMessages>
  )
}

function Came({ userId }: { userId: string }) {
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { data, isPending, error } = useQuery(trpc.invites.arrivalsOf.queryOptions({ userId }))
  return (
    <Card title={t('came_by')}>
      {error && !data && <p className="text-danger">{refusalText(error)}</p>}
      {isPending && <Skeleton className="h-5 w-2/3" />}
      {data?.length === 0 && <p className="text-ink-3">{t('came_by_none')}</p>}
      <ul className="[&:not(:empty)]:border-t [&:not(:empty)]:border-line">
        {data?.map(({ id, inviteId, group, state, why, at }) => (
          <li key={id} className="border-b border-line last:border-0">
            <Link
              href={inviteHref(inviteId)}
              prefetch={false}
              className="-mx-2 flex min-h-10 items-center gap-2 px-2 -outline-offset-2 hover:bg-hover md:min-h-8"
            >
              <span className="min-w-0 flex-1 truncate">
                <bdi>{group.name ?? group.id}</bdi>
                <span className="text-ink-3">
                  {' · '}
                  {why ? t(`why_${why}`) : t(`result_${state}`)}
                </span>
              </span>
              <Time at={at} as="day" className="shrink-0 text-xs text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
