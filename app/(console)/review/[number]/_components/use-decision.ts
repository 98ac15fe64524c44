'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMe } from '@/app/(console)/_components/me'
import { type Desk, useDesk } from '@/app/(console)/_components/use-desk'
import type { ActionName } from '@/server/actions/schema'
import type { CaseDetail } from '@/server/features/cases/schema'
import { presetInput } from '@/server/features/desk/preset-input'
import {
  change,
  chooseNone,
  choosePreset,
  type DecisionDraft,
  fits,
  hasChosen,
  kindOf,
  NOTHING,
  type Picked,
  toggle,
} from './decision-draft'

/** The actions that a case can be decided by, from the least to the gravest of each kind. */
const ACTIONS = [
  'message.revoke',
  'message.delete',
  'member.mute',
  'member.kick',
  'user.logout',
  'group.suspend',
  'group.dismiss',
] as const satisfies readonly ActionName[]

/** What happens after it was sent. */
export type Then = 'stay' | 'next'

export type Decision = ReturnType<typeof useDecision>

/** The choices of an open case, and which of them are made. Light: everything else is loaded once one is. */
export function useDecision(item: CaseDetail) {
  const t = useTranslations('decide')
  const me = useMe()
  const desk = useDesk()
  const [draft, setDraft] = useState<DecisionDraft>(NOTHING)
  const [begun, setBegun] = useState(() => item.draft !== null || item.ledger.length > 0)
  const [wanted, setWanted] = useState<Then | null>(null)
  const setting = {
    targets: item.targets,
    policyId: policyOf(desk, item.reason),
    emergency: item.emergency,
  }
  const choose = (next: DecisionDraft) => {
    setDraft(next)
    setBegun(true)
  }
  const { targets } = item
  const presets = desk
    .presetsIn(item.queue)
    .filter(
      (preset) =>
        preset.actions.every(({ action }) => me.may(action)) && fits(withInput(preset), { targets }),
    )
  return {
    draft,
    desk,
    presets,
    actions: ACTIONS.filter((action) => me.may(action) && targets[kindOf(action)].length > 0),
    /** Whether everything that decides has been asked for. */
    begun,
    chosen: hasChosen(draft),
    none: () => choose(chooseNone(draft, t('none_reason'))),
    toggle: (action: ActionName) => choose(toggle(draft, action, setting)),
    preset: (preset: Preset) => choose(choosePreset(withInput(preset), setting)),
    change: (action: ActionName, changes: Partial<Picked>) => setDraft((now) => change(now, action, changes)),
    set: (changes: Partial<DecisionDraft>) => setDraft((now) => ({ ...now, ...changes })),
    begin: () => setBegun(true),
    /** Asked for by a key or a button, also before what carries it out is loaded. */
    wanted,
    want: setWanted,
  }
}

export type Preset = ReturnType<Desk['presetsIn']>[number]

function policyOf(desk: Desk, reasonId: string): string | null {
  const id = desk.reasons.find((reason) => reason.id === reasonId)?.policyId
  return desk.policies.some((policy) => policy.id === id && policy.active) ? (id ?? null) : null
}

/** An end that a preset gives as a span is counted from now. */
function withInput(preset: Preset) {
  const now = Date.now()
  return {
    ...preset,
    actions: preset.actions.map(({ action, lastsMs }) => ({ action, input: presetInput({ lastsMs }, now) })),
  }
}
