'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import { useDesk } from '@/app/(console)/_components/use-desk'
import { Failed } from '@/components/table/failed'
import { Time } from '@/components/time/time'
import { buttonClass } from '@/components/ui/button-class'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { actionName } from '@/server/actions/schema'
import type { PeriodInput } from '@/server/features/insights/schema'
import { COLUMNS, columnsOf, type ReportSection } from '@/server/features/transparency/schema'
import { NumbersTable, Scrolls } from './chart'
import { PeriodBar } from './period-bar'
import { useFigures } from './use-figures'

/** Numbers about moderation that can be shown to anybody: tables whose rows add up. */
export function ReportScreen({ period }: { period: PeriodInput }) {
  const t = useTranslations()
  const trpc = useTRPC()
  const { may } = useMe()
  const refusalText = useRefusalText()
  const { data, error, refetch } = useQuery(trpc.transparency.get.queryOptions(period))
  const address = new URLSearchParams({ from: period.from, to: period.to, tz: period.timeZone })
  return (
    <div className="px-7 py-5 max-md:px-4">
      <header className="mb-3.5 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="text-xl font-semibold tracking-tight">{t('insights.report_title')}</h1>
        <p className="text-ink-3">{t('insights.report_lead')}</p>
        {may('list.export') && (
          <a href={`/api/exports/transparency?${address}`} download className={`${buttonClass()} ml-auto`}>
            {t('insights.export')}
          </a>
        )}
      </header>
      <PeriodBar path="/insights/report" period={period} />
      {data?.partial && <p className="mt-2.5 text-sm text-ink-3">{t('insights.partial')}</p>}
      {!data && error && (
        <Failed title={t('table.failed_title')} retryLabel={t('app.retry')} onRetry={() => void refetch()}>
          {refusalText(error)}
        </Failed>
      )}
      {!data && !error && <Skeleton className="mt-5 h-96" />}
      {data?.sections.map((section) => (
        <ReportTable key={section.name} section={section} now={data.readAt} />
      ))}
      {data && (
        <p className="mt-4 text-sm text-ink-3">
          {t('insights.read_at')} <Time at={data.readAt} as="moment" />
        </p>
      )}
    </div>
  )
}

function ReportTable({ section, now }: { section: ReportSection; now: number }) {
  const t = useTranslations('insights')
  const { count } = useFigures(now)
  const nameOf = useRowName()
  const { name, rows, totals } = section
  const columns = columnsOf(name)
  const { whole, parts } = COLUMNS[name]
  const sum = (names: readonly (typeof columns)[number][]) =>
    names.map((column) => t(`report_columns.${column}`)).join(' + ')
  const cells = (values: ReportSection['totals']) => columns.map((column) => count(values[column] ?? 0))
  const title = t(`report_sections.${name}`)
  return (
    <Section title={title}>
      {rows.length === 0 ? (
        <p className="text-ink-3">{t('report_none')}</p>
      ) : (
        <>
          <p className="mb-1.5 text-sm text-ink-3">
            {sum(whole)} = {sum(parts)}
          </p>
          <Scrolls label={title} framed>
            <NumbersTable
              label={title}
              numbers={{
                head: [t(`report_rows.${name}`), ...columns.map((column) => t(`report_columns.${column}`))],
                rows: rows.map(({ key, values }) => [nameOf(name, key), ...cells(values)]),
              }}
              totals={[t('total'), ...cells(totals)]}
            />
          </Scrolls>
        </>
      )}
    </Section>
  )
}

/** What a row is about, in words. */
function useRowName() {
  const t = useTranslations()
  const { reasonName } = useDesk()
  return (section: ReportSection['name'], key: string): string => {
    if (section === 'appeals') return key === 'acted' ? t('insights.acted') : t('insights.dismissed')
    if (section !== 'actions') return reasonName(key)
    const action = actionName.safeParse(key)
    return action.success ? t(`actions.${action.data}.label`) : key
  }
}
