'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import { groupHref } from '@/app/(console)/groups/_components/group-href'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import { Tag } from '@/components/ui/tag'
import type { InviteDetail } from '@/server/features/invites/console/schema'
import { CopyButton } from '../../_components/copy-button'
import { linkAddress } from '../../_components/invite-href'
import { LinkStateTag } from '../../_components/invite-tags'
import { knownTerms } from '../../_components/typed-terms'

const EditDialog = dynamic(() => import('./edit-dialog'), { ssr: false })
const StateDialog = dynamic(() => import('./state-dialog'), { ssr: false })
const UndoJoinsDialog = dynamic(() => import('./undo-joins-dialog'), { ssr: false })
const NewInviteDialog = dynamic(() => import('../../_components/new-invite-dialog'), { ssr: false })

type Open = 'edit' | 'pause' | 'resume' | 'revoke' | 'undo' | 'replace'

/** What a link is called, what holds of it, and what can be done with it. */
export function InviteHead({ invite }: { invite: InviteDetail }) {
  const t = useTranslations('invites')
  const { may } = useMe()
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const name = invite.group.name ?? invite.group.id
  const mayManage = may('invite.manage')
  const isRevoked = invite.ownState === 'revoked'
  const item = (id: Open, label: string) => ({ id, label: `${label}…`, onSelect: () => setOpen(id) })
  return (
    <header className="mt-2 flex flex-wrap items-start gap-x-4 gap-y-3">
      <Avatar name={name} shape="square" size="lg" />
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere">
            <Link href={groupHref(invite.group.id)} dir="auto" className="hover:underline">
              {name}
            </Link>
          </h1>
          <LinkStateTag invite={invite} />
          <Tag>{t(`mode_${invite.mode}`)}</Tag>
        </div>
        <p className="text-ink-3">
          {invite.label && (
            <>
              <bdi className="wrap-anywhere text-ink-2">{invite.label}</bdi>
              {' · '}
            </>
          )}
          {t('made')} <Time at={invite.createdAt} as="moment" className="text-sm" />{' '}
          {invite.creator && t(`made_by_${invite.creator.kind}`, { name: invite.creator.name })}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <CopyButton
          variant={isRevoked ? 'plain' : 'primary'}
          label={t('copy_link')}
          text={() => linkAddress(invite.spelled)}
        />
        {mayManage && isRevoked && (
          <Button variant="primary" onClick={() => setOpen('replace')}>
            {t('replace')}…
          </Button>
        )}
        {mayManage && !isRevoked && (
          <>
            <Button onClick={() => setOpen('edit')}>{t('change')}…</Button>
            {invite.ownState === 'paused' && invite.groupHold !== 'dismissed' && (
              <Button onClick={() => setOpen('resume')}>{t('resume')}…</Button>
            )}
            {invite.ownState === 'active' && <Button onClick={() => setOpen('pause')}>{t('pause')}…</Button>}
          </>
        )}
        <Menu
          label={t('more')}
          trigger={<span aria-hidden="true">···</span>}
          items={[
            ...(may('member.kick') && invite.counts.joined > 0 ? [item('undo', t('undo_joins'))] : []),
            ...(mayManage && !isRevoked
              ? [item('replace', t('make_alike')), item('revoke', t('revoke'))]
              : []),
          ]}
        />
      </div>
      {open === 'edit' && <EditDialog invite={invite} onClose={close} />}
      {(open === 'pause' || open === 'resume' || open === 'revoke') && (
        <StateDialog what={open} invite={invite} onClose={close} />
      )}
      {open === 'undo' && <UndoJoinsDialog invite={invite} onClose={close} />}
      {open === 'replace' && (
        <NewInviteDialog group={{ id: invite.group.id, name }} start={alike(invite)} onClose={close} />
      )}
    </header>
  )
}

/** What of a link a new one begins with: not its end, which may be past. */
function alike(invite: InviteDetail) {
  const { end: _, at: __, ...terms } = knownTerms(invite)
  return terms
}
