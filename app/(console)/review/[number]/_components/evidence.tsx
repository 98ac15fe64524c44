'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { Time } from '@/components/time/time'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import type { CaseDetail, CasePart, CaseReport } from '@/server/features/cases/schema'
import type { ShownEvidence } from '@/server/features/evidence/schema'
import { ComparisonTag } from './comparison-tag'
import { isBlind } from './is-blind'
import { Thread } from './thread'

const GroupCard = dynamic(() => import('./group-card').then(({ GroupCard: it }) => it), {
  loading: () => null,
})
const PersonCard = dynamic(() => import('./person-card').then(({ PersonCard: it }) => it), {
  loading: () => null,
})
const ReporterCopy = dynamic(() => import('./reporter-copy'), { loading: () => null })
/** Read for cases alone that end or are held: nobody waits for it in the stream of open ones. */
const RetentionLine = dynamic(() => import('./retention'), { ssr: false })
const Sightings = dynamic(() => import('./sightings'), { ssr: false })

type Props = { item: CaseDetail; part: CasePart; evidence: ShownEvidence; reports: CaseReport[] }

/** What Steward itself read from OpenIM when the report arrived, and how it compares with what reporters sent. */
export function Evidence(props: Props) {
  const { item, part, evidence, reports } = props
  const t = useTranslations('case')
  const title = { message: t('evidence'), group: t('evidence_group'), user: t('evidence_person') }[part.kind]
  return (
    <Section
      title={title}
      beside={part.kind === 'message' && <ComparisonTag reports={reports} />}
      end={
        evidence.fetchedAt !== null && (
          <>
            {t('fetched')} <Time at={evidence.fetchedAt} as="clock" className="text-xs" />
          </>
        )
      }
    >
      <EvidenceBody {...props} />
      {evidence.sha256 && <Hash evidence={evidence} />}
      {(item.legalHold || (item.state === 'closed' && evidence.purgedAt === null)) && (
        <RetentionLine key={`${item.legalHold} ${item.closedAt}`} caseId={item.id} />
      )}
    </Section>
  )
}

function Hash({ evidence }: { evidence: ShownEvidence }) {
  const t = useTranslations('case')
  const { sha256, bytes, purgedAt } = evidence
  const words = useTranslations('evidence')
  return (
    <p className="mt-1.5 flex gap-1.5 text-xs text-ink-3" title={sha256 ?? undefined}>
      {t('sha')} <code className="truncate">{sha256?.slice(0, 16)}…</code>
      {purgedAt === null ? (
        <span className="max-md:hidden">{t('sha_text')}</span>
      ) : (
        bytes !== null && <span>{words('bytes', { n: bytes })}</span>
      )}
    </p>
  )
}

function EvidenceBody({ item, part, evidence, reports }: Props) {
  const t = useTranslations('case')
  if (evidence.purgedAt !== null) return <Purged at={evidence.purgedAt} />
  if (evidence.state === 'wanted') return <Wanted />
  return (
    <div className="grid gap-3">
      {evidence.state === 'gone' && (
        <Notice tone="warn" title={t('gone_title')}>
          {t('gone_text')}
        </Notice>
      )}
      {part.kind === 'group' && evidence.group && <GroupCard group={evidence.group} />}
      {part.kind === 'user' && evidence.person && <PersonCard person={evidence.person} />}
      {evidence.messages.length > 0 && (
        <Thread evidence={evidence} reports={reports} isEmergency={item.emergency} />
      )}
      {part.kind === 'message' && !isBlind(item) && <Sightings evidence={evidence} />}
      {reports.some(({ copyText }) => copyText !== null) && (
        <ReporterCopy evidence={evidence} reports={reports} />
      )}
    </div>
  )
}

function Purged({ at }: { at: number }) {
  const t = useTranslations('evidence')
  return (
    <Notice
      tone="neutral"
      title={
        <>
          {t('purged')} <Time at={at} as="day" />
        </>
      }
    >
      {t('purged_text')}
    </Notice>
  )
}

/** Stands where evidence will be. */
export function Wanted() {
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
