'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Time } from '@/components/time/time'
import type { EvidenceSightingItem, ShownEvidence } from '@/server/features/evidence/schema'

const TextDiff = dynamic(
  () => import('@/app/(console)/_components/text-diff').then(({ TextDiff: it }) => it),
  { loading: () => null },
)

/** What became of a reported message since its evidence was kept; it is looked at again when the case is opened. */
export default function Sightings({ evidence }: { evidence: ShownEvidence }) {
  const t = useTranslations('evidence')
  const original = evidence.messages.find(({ reported }) => reported)?.text ?? ''
  return (
    <div className="text-sm text-ink-2">
      <Now subjectId={evidence.subjectId} />
      {evidence.sightings.length > 0 && (
        <ol aria-label={t('later')} className="mt-1 grid gap-2">
          {evidence.sightings.map((one) => (
            <li key={one.id}>
              <Sighting one={one} original={original} />
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

function Now({ subjectId }: { subjectId: string }) {
  const t = useTranslations('evidence')
  const page = useTranslations('case')
  const trpc = useTRPC()
  const { data, isFetching, refetch } = useQuery(
    trpc.evidence.lookAgain.queryOptions({ subjectId }, { staleTime: 60_000 }),
  )
  return (
    <p className="flex min-h-6 flex-wrap items-baseline gap-x-2" aria-live="polite">
      {!data && <span className="text-ink-3">{t('now_reading')}</span>}
      {data && !data.read && <span className="text-ink-3">{t('unread')}</span>}
      {data?.read && (
        <>
          <span className={data.now === 'as_kept' || data.now === 'unseen' ? '' : 'font-strong text-warn'}>
            {t(`now_${data.now}`)}
          </span>
          <span className="text-xs text-ink-3">
            {page('as_read')} <Time at={data.at} as="clock" />
          </span>
        </>
      )}
      {data && (
        <button
          type="button"
          aria-disabled={isFetching || undefined}
          onClick={() => !isFetching && void refetch()}
          className="quiet-link text-ink-3"
        >
          {t('look_again')}
        </button>
      )}
    </p>
  )
}

function Sighting({ one, original }: { one: EvidenceSightingItem; original: string }) {
  const t = useTranslations('evidence')
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <b className="font-strong">{t(`later_${one.kind}`)}</b>
        {one.revokedAt !== null && <Time at={one.revokedAt} as="moment" />}
        <span className="text-xs text-ink-3">
          {t('later_seen')} <Time at={one.seenAt} as="moment" />
        </span>
      </p>
      {one.text !== null && (
        <figure className="mt-1 rounded-lg border border-line bg-surface px-3.5 py-2.5">
          <figcaption className="text-ink-3">{t('later_changes')}</figcaption>
          <div dir="auto" className="max-h-96 overflow-y-auto wrap-anywhere contain-paint">
            <TextDiff before={original} after={one.text} />
          </div>
        </figure>
      )}
    </>
  )
}
