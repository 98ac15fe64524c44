'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useAddress } from '@/app/_search/use-address'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { useListParts } from '@/app/(console)/_components/use-list-parts'
import { SelectionBar } from '@/components/table/selection-bar'
import { useSelection } from '@/components/table/use-selection'
import { VirtualTable } from '@/components/table/virtual-table'
import { Button } from '@/components/ui/button'
import { ChipSelect } from '@/components/ui/chip-select'
import { Empty } from '@/components/ui/empty'
import { ARRIVAL_KINDS, type Arrival, type InviteDetail } from '@/server/features/invites/console/schema'
import { useArrivalColumns } from './arrival-columns'
import { usePresence } from './use-presence'

const ReturnUseDialog = dynamic(() => import('./return-dialog'), { ssr: false })
const UndoJoinsDialog = dynamic(() => import('./undo-joins-dialog'), { ssr: false })

/** Who came by a link, or tried to, newest first; and undoing what should not have been. */
export function Arrivals({ invite }: { invite: InviteDetail }) {
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const { may } = useMe()
  const address = useAddress()
  const kind = ARRIVAL_KINDS.find((one) => one === address.params.get('kind'))
  const [returning, setReturning] = useState<Arrival | null>(null)
  const [undoing, setUndoing] = useState(false)
  const query = useInfiniteQuery(
    trpc.invites.arrivals.infiniteQueryOptions(
      { inviteId: invite.id, kind },
      { getNextPageParam: (last) => last.nextCursor, placeholderData: (previous) => previous },
    ),
  )
  const { rows, error, more } = useListParts(query)
  const isPresent = usePresence(
    invite.group.id,
    query.data?.pages.map((page) => page.items.filter(hasCome).map(({ user }) => user.id)) ?? [],
  )
  const selection = useSelection(rows?.map(({ id }) => id) ?? [], kind ?? '')
  const chosen = rows?.filter((row) => row.state === 'joined' && selection.has(row.id)) ?? []
  const columns = useArrivalColumns({
    selection: may('member.kick') ? selection : null,
    isPresent,
    onReturn: setReturning,
  })
  return (
    <section aria-label={t('arrivals')} className="mt-6">
      <search className="sticky top-0 z-10 flex flex-wrap items-center gap-2 bg-bg py-2">
        <h2 className="font-semibold">{t('arrivals')}</h2>
        <ChipSelect
          label={t('arrival_kind')}
          value={kind ?? ''}
          neutral=""
          options={[
            { value: '', label: t('kind_any') },
            ...ARRIVAL_KINDS.map((value) => ({ value, label: t(`kind_${value}`) })),
          ]}
          onChange={(value) => address.set({ kind: value || undefined })}
        />
      </search>
      <VirtualTable
        label={t('arrivals')}
        columns={columns}
        rows={rows}
        rowKey={(arrival) => arrival.id}
        isSelected={(arrival) => selection.has(arrival.id)}
        error={error}
        empty={
          <Empty title={t(kind ? 'arrivals_none_fit' : 'arrivals_none')}>
            {t(kind ? 'arrivals_none_fit_text' : 'arrivals_none_text')}
          </Empty>
        }
      />
      {more}
      {selection.loaded !== 'none' && (
        <SelectionBar
          label={t('chosen')}
          text={t('chosen_people', { n: selection.ids.size })}
          clearLabel={t('choose_none')}
          onClear={selection.clear}
        >
          <Button disabled={chosen.length === 0} onClick={() => setUndoing(true)}>
            {t('undo_joins')}…
          </Button>
        </SelectionBar>
      )}
      {returning && <ReturnUseDialog arrival={returning} onClose={() => setReturning(null)} />}
      {undoing && (
        <UndoJoinsDialog
          invite={invite}
          redemptionIds={chosen.map(({ id }) => id)}
          onClose={() => setUndoing(false)}
        />
      )}
    </section>
  )
}

/** Of others it says nothing whether they are there. */
const hasCome = ({ state }: Arrival) => state === 'joined' || state === 'applied'
