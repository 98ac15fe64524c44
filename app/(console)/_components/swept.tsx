'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useNow, useTimeStyle } from '@/components/time/clock'
import { moment } from '@/components/time/format'

/** How far the index has come, how often, ms: nothing tells when a sweep moves. */
const LOOK_EVERY_MS = 15_000

/** When everything of one kind was read last; of groups, which ones nobody can find. */
export function Swept({ kind }: { kind: 'group' | 'person' }) {
  const t = useTranslations('index')
  const trpc = useTRPC()
  const now = useNow(60_000)
  const style = useTimeStyle()
  const { data } = useQuery(trpc.groups.index.queryOptions(undefined, { refetchInterval: LOOK_EVERY_MS }))
  const sweep = data?.find((one) => one.kind === kind)
  if (!sweep) return null
  const at = (ms: number) => moment(ms, now, style)
  return (
    <p className="text-sm text-ink-3">
      {sweep.state !== 'idle' && `${t('running', { rows: sweep.rows, total: sweep.total })} `}
      {sweep.finishedAt !== null && `${t('read_at', { date: at(sweep.finishedAt) })} `}
      {sweep.firstFinishedAt === null && t(kind === 'group' ? 'never' : 'never_people')}
      {sweep.firstFinishedAt !== null &&
        kind === 'group' &&
        t('before_first_sweep', { date: at(sweep.firstFinishedAt) })}
    </p>
  )
}
