'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { LiveSearch } from '@/app/_search/live-search'
import { useAddress } from '@/app/_search/use-address'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import { Failed } from '@/components/table/failed'
import { LoadMore } from '@/components/table/load-more'
import { useSelection } from '@/components/table/use-selection'
import { VirtualTable } from '@/components/table/virtual-table'
import { Time } from '@/components/time/time'
import { ChipSelect } from '@/components/ui/chip-select'
import { Empty } from '@/components/ui/empty'
import { memberKey } from '@/server/actions/member/schema'
import { type GroupMember, MEMBER_ROLES, type MemberFilter } from '@/server/features/groups/page/schema'
import type { GroupDetail } from '@/server/features/groups/schema'
import { type MemberChoice, nameOf } from './member-choices'
import { useMemberColumns } from './member-columns'

const ActionDialog = dynamic(() => import('@/app/(console)/_components/actions/action-dialog'), {
  ssr: false,
})
const MembersSelection = dynamic(() => import('./members-selection'), { ssr: false })

/** A list that an action overtook is read again after this time, ms. */
const AGAIN_MS = 2_000

/** Who is in the group, read from OpenIM, searched and filtered; and what can be done to them. */
export function Members({ group, onChanged }: { group: GroupDetail; onChanged: () => Promise<unknown> }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const refusalText = useRefusalText()
  const { may } = useMe()
  const address = useAddress()
  const [chosen, setChosen] = useState<{ member: GroupMember; choice: MemberChoice } | null>(null)
  const { groupId } = group
  const filter: MemberFilter = {
    q: address.params.get('q') || undefined,
    role: MEMBER_ROLES.find((role) => role === address.params.get('role')),
  }
  const query = useInfiniteQuery(
    trpc.groups.members.infiniteQueryOptions(
      { groupId, ...filter },
      {
        getNextPageParam: (last) => last.nextCursor,
        placeholderData: (previous) => previous,
        refetchInterval: ({ state }) => state.data?.pages[0]?.overtaken === true && AGAIN_MS,
      },
    ),
  )
  const rows = query.data?.pages.flatMap((page) => page.items)
  const [newest] = query.data?.pages ?? []
  const selection = useSelection(rows?.map((member) => member.userId) ?? [], JSON.stringify(filter))
  const columns = useMemberColumns({
    selection: may('action.submit') ? selection : null,
    onChoose: (member, choice) => setChosen({ member, choice }),
  })
  const filtered = filter.q !== undefined || filter.role !== undefined
  const { people: kept, source } = group.snapshot ?? {}
  return (
    <section aria-label={t('group.members')}>
      <search className="sticky top-0 z-10 flex flex-wrap items-center gap-1.5 bg-bg py-3">
        <LiveSearch
          label={t('group.search_members')}
          value={filter.q ?? ''}
          busy={query.isPlaceholderData}
          onSearch={(q) => address.set({ q })}
        />
        <ChipSelect
          label={t('group.role')}
          value={filter.role ?? ''}
          neutral=""
          options={[
            { value: '', label: t('group.role_any') },
            ...MEMBER_ROLES.map((value) => ({ value, label: t(`member_roles.${value}`) })),
          ]}
          onChange={(role) => address.set({ role })}
        />
        {newest && (
          <p className="ml-auto flex gap-2 text-sm text-ink-3">
            <span className="font-mono text-xs leading-5">
              {t('group.matching', { matching: newest.matching, total: newest.total })}
            </span>
            <span>
              {t('case.as_read')} <Time at={newest.readAt} as="clock" className="text-xs" />
            </span>
          </p>
        )}
      </search>
      <VirtualTable
        label={t('group.members')}
        columns={columns}
        rows={rows}
        rowKey={(member) => member.userId}
        isSelected={(member) => selection.has(member.userId)}
        error={
          query.isError && (
            <Failed
              title={t('group.members_failed')}
              retryLabel={t('app.retry')}
              onRetry={() => void query.refetch()}
            >
              {refusalText(query.error)}
            </Failed>
          )
        }
        empty={
          filtered && newest && newest.total > 0 ? (
            <Empty title={t('group.members_none_fit')}>{t('group.members_none_fit_text')}</Empty>
          ) : (
            <Empty title={t('group.members_empty_title')}>
              {kept
                ? t(source === 'webhook' ? 'group.members_empty_told' : 'group.members_empty_kept', {
                    people: kept,
                  })
                : t('group.members_empty_text')}
            </Empty>
          )
        }
      />
      <LoadMore query={query} label={t('app.more')} busyLabel={t('app.loading_more')} />
      {selection.loaded !== 'none' && (
        <MembersSelection
          groupId={groupId}
          filter={filter}
          matching={newest?.matching ?? 0}
          selection={selection}
          allLoaded={!query.hasNextPage}
        />
      )}
      {chosen && (
        <ActionDialog
          action={chosen.choice.action}
          input={chosen.choice.input}
          subject={{ id: memberKey(groupId, chosen.member.userId), name: nameOf(chosen.member) }}
          onClose={() => setChosen(null)}
          onDone={onChanged}
        />
      )}
    </section>
  )
}
