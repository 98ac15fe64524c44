'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { Time } from '@/components/time/time'
import { Tag, type Tone } from '@/components/ui/tag'
import type { CaseDetail } from '@/server/features/cases/schema'
import type { CaseNotice } from '@/server/features/notices/schema'

const TONES: Record<CaseNotice['state'], Tone> = {
  due: 'neutral',
  sending: 'accent',
  sent: 'ok',
  kept: 'neutral',
  failed: 'warn',
}

/** What people were told about the case, and whether it reached them. Nothing where nobody was. */
export default function CaseNotices({ item }: { item: CaseDetail }) {
  return (
    <PartMessages parts={['reviewing']} outline={null}>
      <Notices item={item} />
    </PartMessages>
  )
}

function Notices({ item }: { item: CaseDetail }) {
  const t = useTranslations('reviewing')
  const trpc = useTRPC()
  const { data = [] } = useQuery(trpc.notices.ofCase.queryOptions({ caseId: item.id }))
  if (data.length === 0) return null
  return (
    <section className="border-t border-line pt-3 text-sm">
      <h3 className="mb-1.5 font-strong">{t('notices')}</h3>
      <ul className="grid gap-1.5">
        {data.map((notice) => (
          <li key={notice.id}>
            <details>
              <summary className="flex cursor-pointer items-center gap-2">
                <span className="truncate">
                  {t(`notice_${notice.kind}`)} · <bdi>{notice.name}</bdi>
                </span>
                <Tag tone={TONES[notice.state]} className="ml-auto">
                  {t(`notice_state_${notice.state}`)}
                </Tag>
              </summary>
              <p className="mt-1 rounded bg-sunken px-2.5 py-2 break-words whitespace-pre-line text-ink-2">
                {notice.text ?? t('erased')}
              </p>
              <p className="mt-1 text-xs text-ink-3">
                <code>{notice.number}</code> · <Time at={notice.sentAt ?? notice.at} as="moment" />
              </p>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
