'use client'

import Link from 'next/link'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { Notice } from '@/components/ui/notice'
import type { Checked } from '@/server/features/invites/console/schema'
import { inviteHref } from '../../_components/invite-href'
import { LinkStateTag } from '../../_components/invite-tags'
import { Uses } from '../../_components/uses'
import { Remedies } from './remedies'

/** What was found out: what was refused, what holds now, and what can be done about it. */
export function CheckResult({ checked, from }: { checked: Checked; from: string | null }) {
  const t = useTranslations('invites')
  const { invite, refusal, user, why } = checked
  if (checked.read === 'neither') return <Told title={t('check_neither')}>{t('check_neither_text')}</Told>
  if (checked.read === 'reference' && !refusal)
    return <Told title={t('check_no_reference')}>{t('check_no_reference_text')}</Told>
  const person = user && (user.name ?? user.id)
  return (
    <section aria-label={t('check_result')} className="mt-5 grid max-w-[760px] gap-4">
      {refusal && (
        <p className="text-ink-2">
          {t('refused_then')} <Time at={refusal.at} as="moment" className="text-sm" />:{' '}
          <b className="font-strong">{t(`why_${refusal.why}`)}</b>
        </p>
      )}
      {invite && from !== null && <Elsewhere host={from} />}
      {invite && <FoundLink invite={invite} />}
      {why === null ? (
        <Notice tone="ok" title={person ? t('let_in_person', { name: person }) : t('let_in_anybody')}>
          {t(person ? `let_in_${invite?.mode === 'apply' ? 'apply' : 'join'}` : 'let_in_anybody_text')}
        </Notice>
      ) : (
        <div className="rounded-lg border border-line bg-surface px-4 py-3.5">
          <p className="text-sm text-ink-3">
            {person ? t('told_person', { name: person }) : t('told_anybody')}
          </p>
          <h2 className="mt-0.5 text-[16px] leading-6 font-semibold">{t(`why_${why}`)}</h2>
          <p className="max-w-[60ch] text-ink-2">{t(`why_${why}_text`)}</p>
          {why === 'group_full' && checked.memberLimit !== null && (
            <p className="mt-1 font-mono text-sm text-ink-3">
              {t('members_of', { n: checked.members ?? 0, most: checked.memberLimit })}
            </p>
          )}
          <Remedies checked={checked} why={why} />
        </div>
      )}
      {checked.away && (
        <Notice tone="warn" title={t('check_away')}>
          {t('check_away_text')}
        </Notice>
      )}
      {checked.arrival && (
        <p className="text-ink-3">
          {t(`used_before_${checked.arrival.state}`)}{' '}
          <Time at={checked.arrival.at} as="moment" className="text-sm" />
        </p>
      )}
    </section>
  )
}

/** An address that has one of our codes and leads to somebody else. */
function Elsewhere({ host }: { host: string }) {
  const t = useTranslations('invites')
  // Only the browser knows where this console is.
  const here = useSyncExternalStore(
    () => () => undefined,
    () => window.location.host,
    () => host,
  )
  if (host === here) return null
  return (
    <Notice tone="warn" title={t('check_elsewhere', { host })}>
      {t('check_elsewhere_text', { host: here })}
    </Notice>
  )
}

function FoundLink({ invite }: { invite: NonNullable<Checked['invite']> }) {
  const t = useTranslations('invites')
  const name = invite.group.name ?? invite.group.id
  return (
    <Link
      href={inviteHref(invite.id)}
      className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-surface px-4 py-2.5 hover:bg-hover"
    >
      <Avatar name={name} shape="square" />
      <span className="min-w-0 flex-1 basis-48">
        <b className="block truncate font-strong" dir="auto">
          {name}
        </b>
        <code className="text-xs text-ink-3">{invite.spelled}</code>
      </span>
      <LinkStateTag invite={invite} />
      <span className="font-mono text-sm">
        <Uses invite={invite} />
      </span>
      {invite.expiresAt !== null && (
        <span className="text-sm text-ink-3">
          {t('expires')} <Time at={invite.expiresAt} as="moment" className="text-xs" />
        </span>
      )}
    </Link>
  )
}

function Told({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Notice tone="neutral" role="status" title={title} className="mt-5 max-w-[760px]">
      {children}
    </Notice>
  )
}
