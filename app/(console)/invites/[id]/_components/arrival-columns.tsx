'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import { personHref } from '@/app/(console)/people/_components/person-href'
import type { Column } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { selectColumn } from '@/components/table/select-column'
import type { Selection } from '@/components/table/use-selection'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Menu } from '@/components/ui/menu'
import { Tag, type Tone } from '@/components/ui/tag'
import type { Arrival } from '@/server/features/invites/console/schema'

const TONES: Record<Arrival['state'], Tone> = {
  reserved: 'accent',
  joined: 'ok',
  applied: 'accent',
  refused: 'neutral',
}

const nameOf = ({ user }: Arrival) => user.name ?? user.id

/** What the list tells of somebody who came by a link. Without a selection nobody can be ticked. */
export function useArrivalColumns(props: {
  selection: Selection | null
  isPresent: (userId: string) => boolean | null
  onReturn: (arrival: Arrival) => void
}): Column<Arrival>[] {
  const { selection, isPresent } = props
  const t = useTranslations('invites')
  const select =
    selection &&
    selectColumn<Arrival>({
      selection,
      rowKey: ({ id }) => id,
      label: (arrival) => t('choose', { name: nameOf(arrival) }),
      allLabel: t('choose_loaded'),
    })
  return [
    ...(select ? [select] : []),
    {
      id: 'person',
      header: t('person'),
      grows: true,
      cell: (arrival) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <Avatar name={nameOf(arrival)} size="sm" />
          <RowLink href={personHref(arrival.user.id)}>
            <b className="font-strong" dir="auto">
              {nameOf(arrival)}
            </b>
          </RowLink>
          <code className="truncate text-xs text-ink-3 max-md:hidden">{arrival.user.id}</code>
          {arrival.sanctions.map((sanction) => (
            <Tag key={sanction} tone="danger" className="shrink-0">
              {t(`since_${sanction}`)}
            </Tag>
          ))}
        </span>
      ),
    },
    { id: 'result', header: t('result'), cell: (arrival) => <Result arrival={arrival} /> },
    {
      id: 'there',
      header: t('still_there'),
      hideBelow: 'md',
      cell: (arrival) => {
        const there = isPresent(arrival.user.id)
        if (there === null) return <span className="text-ink-3">–</span>
        return there ? t('there') : <span className="text-ink-3">{t('not_there')}</span>
      },
    },
    {
      id: 'at',
      header: t('when'),
      numeric: true,
      cell: ({ at }) => <Time at={at} as="moment" className="text-ink-3" />,
    },
    {
      id: 'menu',
      header: <span className="sr-only">{t('more')}</span>,
      cell: (arrival) => <RowMenu arrival={arrival} onReturn={props.onReturn} />,
    },
  ]
}

function Result({ arrival }: { arrival: Arrival }) {
  const t = useTranslations('invites')
  const { state, why, returnedAt } = arrival
  return (
    <span className="flex items-center gap-1.5">
      <Tag tone={TONES[state]}>{t(`result_${state}`)}</Tag>
      {why && <span className="max-w-48 truncate text-sm text-ink-3 max-lg:hidden">{t(`why_${why}`)}</span>}
      {returnedAt !== null && <span className="text-sm text-ink-3 max-lg:hidden">{t('given_back')}</span>}
    </span>
  )
}

function RowMenu({ arrival, onReturn }: { arrival: Arrival; onReturn: (arrival: Arrival) => void }) {
  const t = useTranslations('invites')
  const router = useRouter()
  const { may } = useMe()
  const { state, counted, ledgerId } = arrival
  return (
    <Menu
      quiet
      label={t('more_of', { name: nameOf(arrival) })}
      trigger={<span aria-hidden="true">···</span>}
      items={[
        ...(may('invite.manage') && counted && state !== 'reserved'
          ? [{ id: 'return', label: `${t('return_use')}…`, onSelect: () => onReturn(arrival) }]
          : []),
        ...(may('ledger.read') && ledgerId
          ? [
              {
                id: 'ledger',
                label: t('open_action'),
                onSelect: () => router.push(`/ledger/${ledgerId}` as Route),
              },
            ]
          : []),
      ]}
    />
  )
}
