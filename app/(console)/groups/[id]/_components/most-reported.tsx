'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { personHref } from '@/app/(console)/people/_components/person-href'
import { Avatar } from '@/components/ui/avatar'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import type { GroupDetail } from '@/server/features/groups/schema'

/** Who was reported most in the group. */
export function MostReported({ group }: { group: GroupDetail }) {
  const t = useTranslations('group')
  return (
    <Card title={t('most_reported')}>
      <People groupId={group.groupId} />
    </Card>
  )
}

function People({ groupId }: { groupId: string }) {
  const t = useTranslations('group')
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { data, error } = useQuery(trpc.groups.mostReported.queryOptions({ groupId }))
  if (error) return <p className="text-danger">{refusalText(error)}</p>
  if (!data) return <Skeleton className="h-16 w-full" />
  if (data.length === 0) return <p className="text-ink-3">{t('most_reported_none')}</p>
  return (
    <ol className="-mx-4 -mb-1.5">
      {data.map((person) => (
        <li key={person.userId}>
          <Link
            href={personHref(person.userId)}
            prefetch={false}
            className="flex min-h-9 min-w-0 items-center gap-2.5 px-4 -outline-offset-2 hover:bg-hover"
          >
            <Avatar name={person.name} size="sm" />
            <b className="truncate font-strong" dir="auto" title={person.userId}>
              {person.name}
            </b>
            <span className="ml-auto shrink-0 text-sm text-ink-2">
              {t('most_reported_n', { n: person.reports })}
              {person.openCases > 0 && ` · ${t('most_reported_open', { n: person.openCases })}`}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}
