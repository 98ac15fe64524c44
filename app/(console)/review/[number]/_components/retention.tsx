'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Time } from '@/components/time/time'

/** Until when evidence is kept, and who keeps it longer. */
export default function RetentionLine({ caseId }: { caseId: string }) {
  const t = useTranslations('evidence')
  const trpc = useTRPC()
  const { data } = useQuery(trpc.evidence.retention.queryOptions({ caseId }))
  if (!data) return <p className="mt-1.5 min-h-5" />
  const { hold, waits, purgeAt, days } = data
  return (
    <p className="mt-1.5 min-h-5 text-sm wrap-anywhere text-ink-3">
      {hold && (
        <>
          <b className="font-strong text-ink-2">{t(`hold_${hold.because}`, { name: hold.by ?? '' })}</b>
          {hold.at !== null && (
            <>
              {' · '}
              <Time at={hold.at} as="day" />
            </>
          )}
          {' · '}
          {t('hold_keeps')}
        </>
      )}
      {!hold && waits && t('kept_by_other')}
      {!hold && !waits && purgeAt === null && t('kept_days', { n: days })}
      {!hold && !waits && purgeAt !== null && (
        <>
          {t('purged_on')} <Time at={purgeAt} as="day" />
          {' · '}
          {t('kept_days_closed', { n: days })}
        </>
      )}
    </p>
  )
}
