'use client'

import { useQuery } from '@tanstack/react-query'
import { useLocale } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { inLanguage, type Localised } from '@/server/features/desk/localised'
import { presetsOf } from '@/server/features/desk/preset-input'
import type { DeskConfig, Preset } from '@/server/features/desk/schema'

const NONE: DeskConfig = { reasons: [], queues: [], policies: [], presets: [], nobodyOnCall: false }

/** What the review desk is configured with, named in the person's language. Empty until it is read. */
export function useDesk() {
  const trpc = useTRPC()
  const locale = useLocale()
  // Live updates tell when somebody changed it.
  const options = trpc.desk.config.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY })
  const { data: desk = NONE } = useQuery(options)
  const named = <Row extends { names: Localised }>(row: Row) => ({
    ...row,
    name: inLanguage(row.names, locale),
  })
  const told = (preset: Preset) => ({ ...named(preset), reason: inLanguage(preset.reasons, locale) })
  const nameIn = (rows: readonly { id: string; names: Localised }[], id: string) => {
    const row = rows.find((one) => one.id === id)
    return row ? inLanguage(row.names, locale) : id.replaceAll('_', ' ')
  }
  return {
    /** Those no longer in use too: `active` tells. */
    reasons: desk.reasons.map(named),
    queues: desk.queues.map(named),
    policies: desk.policies.map(named),
    presets: desk.presets.map(told),
    nobodyOnCall: desk.nobodyOnCall,
    reasonName: (id: string) => nameIn(desk.reasons, id),
    queueName: (id: string) => nameIn(desk.queues, id),
    policyName: (id: string) => nameIn(desk.policies, id),
    /** 3 is the gravest; 0 for a reason that is not known. */
    severityOf: (id: string) => desk.reasons.find((reason) => reason.id === id)?.severity ?? 0,
    /** Presets of a queue by their keys, each with `name` and `reason` as texts. */
    presetsIn: (queueId: string) => presetsOf(desk.presets, queueId).map(told),
  }
}

export type Desk = ReturnType<typeof useDesk>
