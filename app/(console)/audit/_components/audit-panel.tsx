'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { withParams } from '@/app/_search/with-params'
import { useTRPC } from '@/app/_trpc/client'
import type { Outputs } from '@/app/_trpc/outputs'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useKeys } from '@/components/shell/keys'
import { Failed } from '@/components/table/failed'
import { Time } from '@/components/time/time'
import { Avatar } from '@/components/ui/avatar'
import { buttonClass } from '@/components/ui/button-class'
import { Skeleton } from '@/components/ui/skeleton'

type AuditDetail = Outputs['audit']['get']

import { FactsTable } from './facts-table'
import { SubjectLink } from './subject-link'

/** One row of the audit, opened: who did what to what and why, and what it changed. */
export function AuditPanel({ id }: { id: string }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const router = useRouter()
  const refusalText = useRefusalText()
  const heading = useRef<HTMLHeadingElement>(null)
  const params = useSearchParams().toString()
  const closed = `/audit${withParams(params, { row: undefined })}` as Route
  const { data: row, error, isError, refetch } = useQuery(trpc.audit.get.queryOptions({ id }))
  useKeys({ Escape: () => router.push(closed, { scroll: false }) })
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const named = useNamed()
  return (
    <aside aria-labelledby="row-title" className="h-full overflow-y-auto border-line bg-surface lg:border-l">
      <header className="sticky top-0 flex h-[52px] items-center gap-2 border-b border-line bg-surface px-4">
        <h2
          ref={heading}
          id="row-title"
          tabIndex={-1}
          className="truncate text-lg font-semibold tracking-tight outline-none"
        >
          {row ? named('audit_actions', row.action) : t('audit.row')}
        </h2>
        <Link href={closed} scroll={false} className={`ml-auto ${buttonClass({ variant: 'ghost' })}`}>
          {t('app.close')}
        </Link>
      </header>
      {!row && isError && (
        <Failed title={t('app.error_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
          {refusalText(error)}
        </Failed>
      )}
      {!row && !isError && <Skeleton className="m-4 h-40" />}
      {row && <Opened row={row} />}
    </aside>
  )
}

function Opened({ row }: { row: AuditDetail }) {
  const t = useTranslations('audit')
  return (
    <div className="grid gap-5 px-4 py-4">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Line label={t('time')}>
          <Time at={row.at} as="clock" /> <Time at={row.at} as="day" className="text-ink-3" />
        </Line>
        <Line label={t('who')}>
          <span className="flex items-center gap-2">
            <Avatar name={row.actor.name} size="sm" />
            <Link
              href={`/audit?actor=${encodeURIComponent(row.actor.id)}` as Route}
              className="quiet-link truncate"
              title={t('by_this', { name: row.actor.name })}
            >
              <bdi>{row.actor.name}</bdi>
            </Link>
            <span className="text-ink-3">{t(`kind_${row.actor.kind}`)}</span>
          </span>
        </Line>
        <Line label={t('about')}>
          <SubjectLink row={row} />
        </Line>
        {row.caseNumber !== null && (
          <Line label={t('links')}>
            <Link href={`/review/${row.caseNumber}` as Route} className="quiet-link">
              {t('case', { number: String(row.caseNumber) })}
            </Link>
          </Line>
        )}
        <Line label={t('request')}>
          <code className="text-xs break-all text-ink-2">{row.requestId}</code>
        </Line>
      </dl>
      <Personal row={row} />
      <FactsTable before={row.before} after={row.after} />
    </div>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}

/** Text that people wrote: the reason, and what else was kept encrypted. */
function Personal({ row }: { row: AuditDetail }) {
  const t = useTranslations('audit')
  if (row.erased) return <p className="text-ink-3 italic">{t('erased')}</p>
  return Object.entries(row.personal ?? {}).map(([name, text]) => (
    <section key={name}>
      <h3 className="mb-1 text-sm font-strong">
        {name === 'reason' ? t('reason') : name === 'text' ? t('text') : name}
      </h3>
      <p dir="auto" className="border-l-2 border-line-strong pl-3 break-words whitespace-pre-line">
        {text}
      </p>
    </section>
  ))
}
