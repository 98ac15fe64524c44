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

/** The actions that most cases are decided by, from the least to the gravest of each kind; others are searched for. */
const COMMON = [
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

/** What is decided about: a case, or what several have in common. */
type About = Pick<CaseDetail, 'targets' | 'reason' | 'emergency' | 'queue'> & {
  /** Whether somebody has begun to decide before. */
  begun: boolean
  /** Several cases at once. */
  several?: boolean
}

/** The choices of what is open, and which of them are made. Light: everything else is loaded once one is. */
export function useDecision(about: About) {
  const t = useTranslations('decide')
  const me = useMe()
  const desk = useDesk()
  const [draft, setDraft] = useState<DecisionDraft>(NOTHING)
  const [begun, setBegun] = useState(about.begun)
  const [wanted, setWanted] = useState<Then | null>(null)
  const [findsMessages, findMessages] = useState(false)
  const setting = {
    targets: about.targets,
    policyId: policyOf(desk, about.reason),
    emergency: about.emergency,
  }
  const choose = (next: DecisionDraft) => {
    setDraft(next)
    setBegun(true)
  }
  const { targets, several = false } = about
  const able = (action: ActionName) => me.may(action) && targets[kindOf(action)].length > 0
  const presets = desk
    .presetsIn(about.queue)
    .filter(
      (preset) =>
        preset.actions.every(({ action }) => me.may(action)) && fits(withInput(preset), { targets }),
    )
  return {
    draft,
    desk,
    presets,
    actions: [...new Set([...COMMON.filter(able), ...draft.picked.map(({ action }) => action)])],
    /** Whether an action can be carried out here by this person. */
    able,
    several,
    /** Whom it is about, where that is one person. */
    person: !several && targets.user.length === 1 ? (targets.user[0] ?? null) : null,
    /** Whether everything that decides has been asked for. */
    begun,
    chosen: hasChosen(draft),
    none: () => choose(chooseNone(draft, t('none_reason'))),
    toggle: (action: ActionName) => choose(toggle(draft, action, setting)),
    preset: (preset: Preset) => choose(choosePreset(withInput(preset), setting)),
    change: (action: ActionName, changes: Partial<Picked>) => setDraft((now) => change(now, action, changes)),
    set: (changes: Partial<DecisionDraft>) => setDraft((now) => ({ ...now, ...changes })),
    begin: () => setBegun(true),
    /** Whether what that person wrote lately is looked for, to be revoked as a batch. */
    findsMessages,
    findMessages,
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
