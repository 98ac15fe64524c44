'use client'

import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import type { CaseDetail } from '@/server/features/cases/schema'
import { ComparisonTag } from './comparison-tag'
import { GroupCard } from './group-card'
import { PersonCard } from './person-card'
import { ReporterCopy } from './reporter-copy'
import { Thread } from './thread'

/** What Steward itself read from OpenIM when the report arrived, and how it compares with what reporters sent. */
export function Evidence({ item }: { item: CaseDetail }) {
  const t = useTranslations('case')
  const { evidence, kind } = item
  const title = { message: t('evidence'), group: t('evidence_group'), user: t('evidence_person') }[kind]
  return (
    <Section
      title={title}
      beside={kind === 'message' && <ComparisonTag reports={item.reportsList} />}
      end={
        evidence.fetchedAt !== null && (
          <>
            {t('fetched')} <Time at={evidence.fetchedAt} as="clock" className="text-xs" />
          </>
        )
      }
    >
      <EvidenceBody item={item} />
      {evidence.sha256 && (
        <p className="mt-1.5 flex gap-1.5 text-xs text-ink-3" title={evidence.sha256}>
          {t('sha')} <code className="truncate">{evidence.sha256.slice(0, 16)}…</code>
          <span className="max-md:hidden">{t('sha_text')}</span>
        </p>
      )}
    </Section>
  )
}

function EvidenceBody({ item }: { item: CaseDetail }) {
  const t = useTranslations('case')
  const { evidence } = item
  if (evidence.state === 'wanted') return <Wanted />
  return (
    <div className="grid gap-3">
      {evidence.state === 'gone' && (
        <Notice tone="warn" title={t('gone_title')}>
          {t('gone_text')}
        </Notice>
      )}
      {item.kind === 'group' && evidence.group && <GroupCard group={evidence.group} />}
      {item.kind === 'user' && evidence.person && <PersonCard person={evidence.person} />}
      {evidence.messages.length > 0 && <Thread item={item} />}
      <ReporterCopy item={item} />
    </div>
  )
}

function Wanted() {
  const t = useTranslations('case')
  return (
    <div role="status" className="rounded-lg border border-line bg-surface px-4 py-3.5">
      <p className="font-strong">{t('wanted_title')}</p>
      <p className="text-sm text-ink-3">{t('wanted_text')}</p>
      <div className="mt-3 grid gap-3" aria-hidden="true">
        <Skeleton className="h-3 w-1/3" />
        <Skeleton className="h-3 w-4/5" />
        <Skeleton className="h-3 w-3/5" />
      </div>
    </div>
  )
}
