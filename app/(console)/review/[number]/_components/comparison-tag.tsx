'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useTranslations } from 'use-intl'
import { Tag, type Tone } from '@/components/ui/tag'
import type { CaseDetail } from '@/server/features/cases/schema'

type Comparison = CaseDetail['reportsList'][number]['comparison']

const TONES: Record<Comparison, Tone> = {
  pending: 'neutral',
  match: 'ok',
  differs: 'danger',
  gone: 'warn',
  no_copy: 'neutral',
}

/** What weighs most first: one reporter whose copy differs must not hide behind ten whose copies match. */
const WEIGHT: readonly Comparison[] = ['differs', 'gone', 'pending', 'match', 'no_copy']

/** How the reporters' copies of the message compare with OpenIM. */
export function ComparisonTag({ reports }: { reports: readonly { comparison: Comparison }[] }) {
  const t = useTranslations('comparison')
  const comparison = WEIGHT.find((kind) => reports.some((report) => report.comparison === kind))
  return comparison && <Tag tone={TONES[comparison]}>{t(comparison)}</Tag>
}
