'use client'

import { useTranslations } from 'use-intl'
import type { DriftItem } from '@/server/actions/drift/schema'

/** How OpenIM stopped agreeing, in a few words. */
export function DriftKind({ item }: { item: Pick<DriftItem, 'kind' | 'expected' | 'seen'> }) {
  const t = useTranslations('drift')
  const { kind, expected, seen } = item
  return t(`kinds.${kind}`, { expected, seen: seen || '—' })
}
