'use client'

import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Card } from '@/components/ui/card'
import type { InviteDetail } from '@/server/features/invites/console/schema'
import { linkAddress } from '../../_components/invite-href'
import { QrCode } from '../../_components/qr-code'
import { QrSave } from '../../_components/qr-save'
import { Uses } from '../../_components/uses'

/** The address, its QR code, and what the link allows. */
export function LinkCard({ invite }: { invite: InviteDetail }) {
  const t = useTranslations('invites')
  // Only the browser knows where this console is.
  const address = useSyncExternalStore(
    () => () => undefined,
    () => linkAddress(invite.spelled),
    () => '',
  )
  return (
    <Card title={t('link')}>
      <p className="min-h-5 text-sm">
        {address && (
          <a
            href={address}
            target="_blank"
            rel="noreferrer"
            className="font-mono text-accent break-all hover:underline"
          >
            {address}
          </a>
        )}
      </p>
      <div className="mt-3 mb-1 grid size-44 place-items-center">
        {address && <QrCode text={address} label={t('qr_of', { code: invite.spelled })} />}
      </div>
      <div className="mb-3 -ml-2 min-h-7">{address && <QrSave text={address} name={invite.spelled} />}</div>
      <dl className="grid gap-1.5 text-sm">
        <Fact label={t('used')}>
          <Uses invite={invite} />
        </Fact>
        <Fact label={t('once_short')}>{t(invite.oncePerPerson ? 'yes' : 'no')}</Fact>
        <Fact label={t('expires')}>
          {invite.expiresAt === null ? t('end_never') : <Time at={invite.expiresAt} as="moment" />}
        </Fact>
        <Fact label={t('last_used')}>
          {invite.lastUsedAt === null ? t('never') : <Time at={invite.lastUsedAt} as="moment" />}
        </Fact>
        {invite.requester && (
          <Fact label={t('requester')}>
            <bdi className="wrap-anywhere">{invite.requester}</bdi>
          </Fact>
        )}
        {invite.ticket && (
          <Fact label={t('ticket')}>
            <bdi className="wrap-anywhere">{invite.ticket}</bdi>
          </Fact>
        )}
      </dl>
    </Card>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-2">
      <dt className="text-ink-3">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
