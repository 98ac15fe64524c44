'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Time } from '@/components/time/time'
import type { CaseDetail } from '@/server/features/cases/schema'
import type { AccusedNow } from '@/server/features/evidence/schema'
import { isBlind } from './is-blind'

/** While OpenIM is away nothing tells when it can be read again, so it is tried this often, ms. */
const RETRY_MS = 5_000

/** What came before about the accused, and what a person is in OpenIM right now. */
export function AccusedFacts({ item }: { item: CaseDetail }) {
  const t = useTranslations('evidence')
  const { cases, acted, dismissed, overturned, open } = item.subject.priors
  const counts = [
    acted > 0 && t('priors_acted', { n: acted }),
    dismissed > 0 && t('priors_dismissed', { n: dismissed }),
    overturned > 0 && t('priors_overturned', { n: overturned }),
    open > 0 && t('priors_open', { n: open }),
  ].filter((one) => one !== false)
  return (
    <div className="mt-3 flex min-h-5 flex-wrap items-baseline gap-x-4 gap-y-1 text-sm text-ink-2">
      <p>
        {cases > 0 ? (
          <a href="#history" className="quiet-link font-strong">
            {t('priors', { n: cases })}
          </a>
        ) : (
          t('priors', { n: 0 })
        )}
        {counts.length > 0 && `: ${counts.join(', ')}`}
      </p>
      {item.subject.kind === 'user' && !isBlind(item) && <PersonNow caseId={item.id} />}
    </div>
  )
}

function PersonNow({ caseId }: { caseId: string }) {
  const trpc = useTRPC()
  const { data } = useQuery(
    trpc.evidence.accusedNow.queryOptions(
      { caseId },
      { staleTime: 15_000, refetchInterval: ({ state }) => state.data?.read === false && RETRY_MS },
    ),
  )
  return data && <NowFacts now={data} />
}

function NowFacts({ now }: { now: AccusedNow }) {
  const t = useTranslations('evidence')
  const page = useTranslations('case')
  const roles = useTranslations('member_roles')
  if (!now.read) return <p className="text-ink-3">{t('unread')}</p>
  return (
    <p className="flex flex-wrap items-baseline gap-x-1.5">
      {now.name === null ? t('unknown_now') : now.role !== null && roles(now.role)}
      {now.mutedUntil !== null && (
        <span className="text-warn">
          {t('muted_until')} <Time at={now.mutedUntil} as="moment" />
        </span>
      )}
      {now.registeredAt !== null && (
        <span>
          {t('registered')} <Time at={now.registeredAt} as="day" />
        </span>
      )}
      <span className="text-xs text-ink-3">
        {page('as_read')} <Time at={now.at} as="clock" />
      </span>
    </p>
  )
}
