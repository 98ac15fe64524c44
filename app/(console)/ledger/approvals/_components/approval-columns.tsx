'use client'

import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import type { Column } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Tag, type Tone } from '@/components/ui/tag'
import type { Approval, ApprovalState } from '@/server/actions/approval/schema'
import type { ApprovalList } from '@/server/features/approvals/schema'
import { approvalHref } from '../../_components/approval-href'

const TONES: Record<ApprovalState, Tone> = {
  waiting: 'warn',
  approved: 'ok',
  refused: 'danger',
  expired: 'neutral',
  withdrawn: 'neutral',
  emergency: 'danger',
}

/** Where a request stands, in a word. */
export function ApprovalTag({ state }: { state: ApprovalState }) {
  const t = useTranslations('approval.states')
  return <Tag tone={TONES[state]}>{t(state)}</Tag>
}

/** What is requested: the subject of an action, or a batch with its items. */
export function Requested({ approval }: { approval: Approval }) {
  const t = useTranslations('approval')
  const { subject, batchNumber, items } = approval
  if (subject) return <bdi>{subject.name || subject.id}</bdi>
  return t('batch', { number: String(batchNumber), items })
}

/** What the list tells about a request. */
export function useApprovalColumns(which: ApprovalList['which']): Column<Approval>[] {
  const t = useTranslations('approval')
  const named = useNamed()
  const isWaiting = which === 'waiting'
  return [
    {
      id: 'what',
      header: t('what'),
      cell: (approval) => (
        <RowLink href={approvalHref(approval.id)}>
          <b className="font-strong">{named('actions', `${approval.action}.label`)}</b>
        </RowLink>
      ),
    },
    {
      id: 'about',
      header: t('about'),
      grows: true,
      cell: (approval) => <Requested approval={approval} />,
    },
    {
      id: 'people',
      header: t('people'),
      numeric: true,
      hideBelow: 'md',
      cell: (approval) => approval.people,
    },
    {
      id: 'why',
      header: t('why'),
      hideBelow: 'xl',
      cell: (approval) => <span className="text-ink-2">{t(`rules.${approval.rule}`)}</span>,
    },
    {
      id: 'who',
      header: t('who'),
      hideBelow: 'md',
      cell: ({ by: { name } }) => (
        <span className="flex items-center gap-2">
          <Avatar name={name} size="sm" />
          <span className="max-w-36 truncate" dir="auto">
            {name}
          </span>
        </span>
      ),
    },
    isWaiting
      ? {
          id: 'ends',
          header: t('ends'),
          numeric: true,
          cell: (approval) => <Time at={approval.expiresAt} as="moment" className="text-ink-3" />,
        }
      : { id: 'answer', header: t('answer'), cell: (approval) => <ApprovalTag state={approval.state} /> },
  ]
}
