'use client'

import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import type { ApprovalDetail } from '@/server/features/approvals/schema'
import { ApprovalTag } from '../../_components/approval-columns'

const ConfirmDialog = dynamic(
  () => import('@/app/(console)/_components/actions/confirm-dialog').then((part) => part.ConfirmDialog),
  { ssr: false },
)
const ReasonDialog = dynamic(
  () => import('@/app/(console)/_components/actions/reason-dialog').then((part) => part.ReasonDialog),
  { ssr: false },
)
const ApproveDialog = dynamic(() => import('./approve-dialog'), { ssr: false })

type Props = { approval: ApprovalDetail; reread: () => Promise<unknown> }

/** The answer, or the buttons that give it. */
export function Answer({ approval, reread }: Props) {
  if (approval.state !== 'waiting') return <Given approval={approval} reread={reread} />
  return <Give approval={approval} reread={reread} />
}

function Given({ approval, reread }: Props) {
  const t = useTranslations('approval')
  const me = useMe()
  const trpc = useTRPC()
  const seen = useMutation(trpc.approvals.seen.mutationOptions({ onSettled: reread }))
  const { state, decidedBy, decidedAt, note } = approval
  const isTold = state === 'emergency' && me.may('approval.oversee') && approval.by.id !== me.id
  return (
    <Card title={t('answer')} aside={decidedAt !== null && <Time at={decidedAt} as="moment" />}>
      <p className="flex flex-wrap items-center gap-2">
        <ApprovalTag state={state} />
        {decidedBy && (
          <>
            <Avatar name={decidedBy.name} size="sm" /> <bdi>{decidedBy.name}</bdi>
          </>
        )}
      </p>
      {note && (
        <p className="mt-2 break-words whitespace-pre-line" dir="auto">
          {note}
        </p>
      )}
      {isTold && !approval.seen && (
        <Button
          className="mt-3"
          busy={seen.isPending}
          onClick={() => seen.mutate({ approvalIds: [approval.id] })}
        >
          {t('seen')}
        </Button>
      )}
    </Card>
  )
}

function Give({ approval, reread }: Props) {
  const t = useTranslations('approval')
  const named = useNamed()
  const me = useMe()
  const trpc = useTRPC()
  const [open, setOpen] = useState<'approve' | 'refuse' | 'withdraw' | null>(null)
  const refuse = useMutation(trpc.approvals.refuse.mutationOptions())
  const withdraw = useMutation(trpc.approvals.withdraw.mutationOptions())
  const { id: approvalId, keptFrom } = approval
  const isOwn = approval.by.id === me.id
  const label = named('actions', `${approval.action}.label`)
  const dialog = { onClose: () => setOpen(null), onDone: reread }
  return (
    <div className="flex flex-wrap items-center gap-2">
      {keptFrom === null && (
        <>
          <Button variant="primary" size="md" onClick={() => setOpen('approve')}>
            {t('approve')}…
          </Button>
          <Button size="md" onClick={() => setOpen('refuse')}>
            {t('refuse')}…
          </Button>
        </>
      )}
      {keptFrom !== null && <p className="text-ink-2">{t(`kept.${keptFrom}`)}</p>}
      {isOwn && me.may('action.submit') && (
        <Button size="md" onClick={() => setOpen('withdraw')}>
          {t('withdraw')}…
        </Button>
      )}
      {open === 'approve' && <ApproveDialog approval={approval} label={label} {...dialog} />}
      {open === 'refuse' && (
        <ReasonDialog
          textKey={`refuse ${approvalId}`}
          title={t('refuse_question')}
          text={t('refuse_text')}
          submitLabel={t('refuse')}
          send={(note) => refuse.mutateAsync({ approvalId, note })}
          {...dialog}
        />
      )}
      {open === 'withdraw' && (
        <ConfirmDialog
          title={t('withdraw_question')}
          text={t('withdraw_text')}
          submitLabel={t('withdraw')}
          send={() => withdraw.mutateAsync({ approvalId })}
          {...dialog}
        />
      )}
    </div>
  )
}
