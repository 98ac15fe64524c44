'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useAddress } from '@/app/_search/use-address'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import { Pages } from '@/app/(console)/_components/pages'
import { personHref } from '@/app/(console)/people/_components/person-href'
import { type Column, DataTable } from '@/components/table/data-table'
import { Failed } from '@/components/table/failed'
import { RowLink } from '@/components/table/row-link'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { memberKey } from '@/server/actions/member/schema'
import type { ActionName } from '@/server/actions/schema'
import { type PendingRequest, REQUESTS_PER_PAGE } from '@/server/features/groups/page/schema'
import type { GroupDetail } from '@/server/features/groups/schema'

const ActionDialog = dynamic(() => import('@/app/(console)/_components/actions/action-dialog'), {
  ssr: false,
})

const ANSWERS = ['member.accept', 'member.refuse'] as const satisfies readonly ActionName[]

/** Nothing tells of new applications, so they are looked for this often, ms. */
const LOOK_EVERY_MS = 30_000

/** Who waits to be let into the group, and answering them. */
export default function JoinRequests(props: { group: GroupDetail; onChanged: () => Promise<unknown> }) {
  const { groupId } = props.group
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const address = useAddress()
  const [open, setOpen] = useState<{ action: ActionName; request: PendingRequest } | null>(null)
  const page = Math.max(1, Math.floor(Number(address.params.get('page'))) || 1)
  const query = useQuery(
    trpc.groups.joinRequests.queryOptions({ groupId, page }, { refetchInterval: LOOK_EVERY_MS }),
  )
  const columns = useRequestColumns((action, request) => setOpen({ action, request }))
  return (
    <section aria-label={t('group.tab_requests')} className="pt-3">
      <DataTable
        label={t('group.tab_requests')}
        columns={columns}
        rows={query.data?.items}
        rowKey={(request) => `${request.userId} ${request.requestedAt}`}
        error={
          query.isError && (
            <Failed
              title={t('group.requests_failed')}
              retryLabel={t('app.retry')}
              onRetry={() => void query.refetch()}
            >
              {refusalText(query.error)}
            </Failed>
          )
        }
        empty={<Empty title={t('group.requests_none')}>{t('group.requests_none_text')}</Empty>}
      />
      {query.data && (
        <Pages page={page} pages={Math.max(1, Math.ceil(query.data.total / REQUESTS_PER_PAGE))} />
      )}
      {open && (
        <ActionDialog
          action={open.action}
          input={{ requestedAt: open.request.requestedAt }}
          subject={{
            id: memberKey(groupId, open.request.userId),
            name: open.request.nickname || open.request.userId,
          }}
          onClose={() => setOpen(null)}
          onDone={async () => {
            await Promise.all([props.onChanged(), query.refetch()])
          }}
        />
      )}
    </section>
  )
}

function useRequestColumns(
  onAnswer: (action: ActionName, request: PendingRequest) => void,
): Column<PendingRequest>[] {
  const t = useTranslations('group')
  const named = useNamed()
  const { may } = useMe()
  const answers = ANSWERS.filter((action) => may(action))
  return [
    {
      id: 'name',
      header: t('applicant'),
      grows: true,
      cell: (request) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <Avatar name={request.nickname || request.userId} size="sm" />
          <RowLink href={personHref(request.userId)}>
            <b className="font-strong" dir="auto">
              {request.nickname || request.userId}
            </b>
          </RowLink>
          <span className="truncate text-sm text-ink-2" dir="auto" title={request.message}>
            {request.message || <span className="text-ink-3">{t('no_message')}</span>}
          </span>
          {request.inviterId && (
            <span className="shrink-0 text-sm text-ink-3 max-lg:hidden">
              {t('requests_invited', { id: request.inviterId })}
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'asked',
      header: t('asked_at'),
      numeric: true,
      hideBelow: 'md',
      cell: (request) => <Time at={request.requestedAt} as="moment" className="text-ink-3" />,
    },
    ...(answers.length > 0
      ? [
          {
            id: 'answer',
            header: <span className="sr-only">{t('actions')}</span>,
            numeric: true,
            cell: (request: PendingRequest) => (
              <span className="relative z-1 inline-flex gap-1.5 font-sans">
                {answers.map((action) => (
                  <Button key={action} onClick={() => onAnswer(action, request)}>
                    {named('actions', `${action}.short`)}…
                  </Button>
                ))}
              </span>
            ),
          },
        ]
      : []),
  ]
}
