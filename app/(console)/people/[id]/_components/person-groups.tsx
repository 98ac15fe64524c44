'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Pages } from '@/app/(console)/_components/pages'
import { DataTable } from '@/components/table/data-table'
import { Failed } from '@/components/table/failed'
import { Time } from '@/components/time/time'
import { Empty } from '@/components/ui/empty'
import type { PersonDetail, PersonGroup } from '@/server/features/people/person/schema'
import { type GroupChoice, usePersonGroupColumns } from './person-group-columns'

const ActionDialog = dynamic(() => import('@/app/(console)/_components/actions/action-dialog'), {
  ssr: false,
})
const RemoveMessagesDialog = dynamic(() => import('./remove-messages-dialog'), { ssr: false })

/** Groups on one page, as the procedure gives them. */
const PER_PAGE = 20

/** The groups somebody is in, read from OpenIM page by page, and what can be done to them there. */
export function PersonGroups(props: {
  person: PersonDetail
  page: number
  onChanged: () => Promise<unknown>
}) {
  const { person, page } = props
  const { userId } = person
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const locale = useLocale()
  const [chosen, setChosen] = useState<{ group: PersonGroup; choice: GroupChoice } | null>(null)
  const columns = usePersonGroupColumns(person, (group, choice) => setChosen({ group, choice }))
  const query = useQuery(trpc.people.groups.queryOptions({ userId, page }))
  const close = () => setChosen(null)
  return (
    <section aria-label={t('person.groups')}>
      <header className="mb-1 flex items-baseline gap-2">
        <h2 className="font-semibold">{t('person.groups')}</h2>
        {query.data && (
          <>
            <span className="font-mono text-xs text-ink-3">{query.data.total.toLocaleString(locale)}</span>
            <span className="ml-auto text-sm text-ink-3">
              {t('case.as_read')} <Time at={query.data.readAt} as="clock" className="text-xs" />
            </span>
          </>
        )}
      </header>
      <DataTable
        label={t('person.groups')}
        columns={columns}
        rows={query.data?.items}
        rowKey={(group) => group.groupId}
        error={
          query.isError && (
            <Failed
              title={t('person.groups_failed')}
              retryLabel={t('app.retry')}
              onRetry={() => void query.refetch()}
            >
              {refusalText(query.error)}
            </Failed>
          )
        }
        empty={<Empty title={t('person.groups_none')}>{t('person.groups_none_text')}</Empty>}
      />
      {query.data && <Pages page={page} pages={Math.max(1, Math.ceil(query.data.total / PER_PAGE))} />}
      {chosen?.choice === 'messages' && (
        <RemoveMessagesDialog person={person} group={chosen.group} onClose={close} />
      )}
      {chosen && chosen.choice !== 'messages' && (
        <ActionDialog
          action={chosen.choice}
          subject={{
            id: memberId(chosen.group.groupId, userId),
            name: t('person.in_group', { person: person.nickname || userId, group: chosen.group.name }),
          }}
          onClose={close}
          onDone={props.onChanged}
        />
      )}
    </section>
  )
}

/** A member's address, as the actions on members take it: each part encoded, because an id may hold any character. */
const memberId = (groupId: string, userId: string) =>
  `${encodeURIComponent(groupId)}/${encodeURIComponent(userId)}`
