'use client'

import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Tag } from '@/components/ui/tag'
import type { ApiClientRow } from '@/server/features/api-clients/schema'
import { RowMenu } from '../../_components/row-menu'

export type Doing = { what: 'edit' | 'rotate' | 'revoke'; id: string }

/** One backend. */
export function ClientLine(props: { client: ApiClientRow; mayWrite: boolean; onDo: (doing: Doing) => void }) {
  const { client, mayWrite, onDo } = props
  const t = useTranslations('intake')
  const { id, name } = client
  const item = (what: Doing['what'], label: string) => ({
    id: what,
    label: `${label}…`,
    onSelect: () => onDo({ what, id }),
  })
  return (
    <li className="flex gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <h2 className="flex flex-wrap items-center gap-x-2 font-medium">
          <span className="min-w-0 wrap-anywhere" dir="auto">
            {name}
          </span>
          {client.revokedAt !== null && <Tag>{t('revoked')}</Tag>}
        </h2>
        <p className="text-ink-2">{client.scopes.map((scope) => t(`scope_${scope}`)).join(' · ')}</p>
        <Times client={client} />
      </div>
      {mayWrite && client.revokedAt === null && (
        <RowMenu
          of={name}
          items={[item('edit', t('change')), item('rotate', t('rotate')), item('revoke', t('revoke'))]}
        />
      )}
    </li>
  )
}

function Times({ client }: { client: ApiClientRow }) {
  const t = useTranslations('intake')
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-ink-3">
      <code>{client.keyId}</code>
      <span>
        {t('made')} <Time at={client.createdAt} as="day" /> {t('by', { name: client.createdBy })}
      </span>
      {client.rotatedAt !== null && (
        <span>
          {t('rotated')} <Time at={client.rotatedAt} as="moment" />
        </span>
      )}
      {client.previousUntil !== null && (
        <span className="text-warn">
          {t('old_until')} <Time at={client.previousUntil} as="moment" />
        </span>
      )}
      <span>
        {client.lastUsedAt === null ? (
          t('never_used')
        ) : (
          <>
            {t('used')} <Time at={client.lastUsedAt} as="moment" />
          </>
        )}
      </span>
      {client.revokedAt !== null && (
        <span>
          {t('revoked')} <Time at={client.revokedAt} as="moment" />
        </span>
      )}
    </p>
  )
}
