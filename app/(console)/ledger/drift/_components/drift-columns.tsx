'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { DriftKind } from '@/app/(console)/_components/drift/drift-kind'
import { useMe } from '@/app/(console)/_components/me'
import { groupHref } from '@/app/(console)/groups/_components/group-href'
import type { Column } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { Time } from '@/components/time/time'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import { Tag, type Tone } from '@/components/ui/tag'
import type { DriftItem, DriftList, DriftState } from '@/server/actions/drift/schema'
import type { ActionName } from '@/server/actions/schema'
import { actionHref } from '../../_components/ledger-columns'

const TONES: Record<DriftState, Tone> = {
  open: 'danger',
  reapplied: 'ok',
  accepted: 'neutral',
  agrees_again: 'ok',
}

type Ask = (item: DriftItem, what: 'remedy' | 'accept' | ActionName) => void

/** What the list tells about a disagreement, and how it is decided: each button opens a dialog. */
export function useDriftColumns(props: { which: DriftList['which']; ask: Ask }): Column<DriftItem>[] {
  const t = useTranslations('drift')
  const group: Column<DriftItem> = {
    id: 'group',
    header: t('group'),
    grows: true,
    cell: ({ group: { id, name } }) => (
      <RowLink href={groupHref(id)}>
        <bdi className="font-strong">{name || id}</bdi>
      </RowLink>
    ),
  }
  const what: Column<DriftItem> = {
    id: 'what',
    header: t('what'),
    cell: (item) => (
      <>
        <DriftKind item={item} />
        {item.gaveUp && <span className="text-danger"> · {t('gave_up')}</span>}
      </>
    ),
  }
  const found: Column<DriftItem> = {
    id: 'found',
    header: t('found'),
    numeric: true,
    hideBelow: 'md',
    cell: (item) => <Time at={item.foundAt} as="moment" className="text-ink-3" />,
  }
  if (props.which === 'open') {
    const decide: Column<DriftItem> = {
      id: 'decide',
      header: <span className="sr-only">{t('decide')}</span>,
      numeric: true,
      cell: (item) => <Choices item={item} ask={props.ask} />,
    }
    return [group, what, found, decide]
  }
  return [group, what, found, ...overColumns(t)]
}

function Choices({ item, ask }: { item: DriftItem; ask: Ask }) {
  const t = useTranslations('drift')
  const named = useNamed()
  const me = useMe()
  const instead = item.instead.filter((action) => me.may(action))
  return (
    <span className="relative inline-flex gap-1.5">
      {item.remedy && me.may(item.remedy.action) && (
        <Button onClick={() => ask(item, 'remedy')}>{t('put_right')}…</Button>
      )}
      {me.may('drift.accept') && <Button onClick={() => ask(item, 'accept')}>{t('accept')}…</Button>}
      <Menu
        label={t('instead')}
        trigger="⋯"
        items={instead.map((action) => ({
          id: action,
          label: `${named('actions', `${action}.label`)}…`,
          onSelect: () => ask(item, action),
        }))}
      />
    </span>
  )
}

function overColumns(t: ReturnType<typeof useTranslations<'drift'>>): Column<DriftItem>[] {
  return [
    {
      id: 'state',
      header: t('over'),
      cell: ({ state, ledgerId }) =>
        ledgerId === null ? (
          <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag>
        ) : (
          <Link href={actionHref(ledgerId)} prefetch={false} className="relative">
            <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag>
          </Link>
        ),
    },
    {
      id: 'by',
      header: t('by'),
      hideBelow: 'lg',
      cell: (item) => item.endedBy?.name ?? '',
    },
    {
      id: 'ended',
      header: t('ended'),
      numeric: true,
      hideBelow: 'md',
      cell: (item) => item.endedAt !== null && <Time at={item.endedAt} as="moment" className="text-ink-3" />,
    },
  ]
}
