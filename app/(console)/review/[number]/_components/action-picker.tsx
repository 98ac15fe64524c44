'use client'

import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useMe } from '@/app/(console)/_components/me'
import type { ActionName } from '@/server/actions/schema'
import { ONE_BY_ONE } from '@/server/features/cases/one-by-one'
import { kindOf } from './decision-draft'
import type { Decision } from './use-decision'

/** Everything that a case can be decided by, from the least to the gravest of each kind. */
const OFFERED = [
  'message.revoke',
  'message.delete',
  'member.mute',
  'member.unmute',
  'member.role',
  'member.kick',
  'user.edit',
  'user.logout',
  'group.announce',
  'group.edit',
  'group.transfer',
  'group.repair',
  'group.suspend',
  'group.lift',
  'group.restore',
  'group.dismiss',
] as const satisfies readonly ActionName[]

type Offered = ActionName | 'messages'

/** A member is a person to whoever reads it. */
const kindName = (action: Offered) => {
  const kind = action === 'messages' ? 'user' : kindOf(action)
  return kind === 'member' ? 'user' : kind
}

type Props = {
  id: string
  typed: string
  decision: Decision
  /** Where the field hands arrows and Enter to. */
  keys: RefObject<((event: KeyboardEvent) => void) | null>
  onActive: (id: string | undefined) => void
  onPick: (action: ActionName) => void
  /** Everything that the person wrote lately: found first, and revoked as a batch. */
  onMessages: () => void
}

/** The actions that a few letters find; arrows and Enter choose one. */
export default function ActionPicker(props: Props) {
  return (
    <PartMessages parts={['deciding']} outline={<div className="h-24" />}>
      <Picker {...props} />
    </PartMessages>
  )
}

function Picker({ id, typed, decision, keys, onActive, onPick, onMessages }: Props) {
  const t = useTranslations('deciding')
  const decide = useTranslations('decide')
  const kinds = useTranslations('kinds')
  const named = useNamed()
  const [{ of, at }, setAt] = useState({ of: '', at: 0 })
  const me = useMe()
  const label = (action: Offered) =>
    action === 'messages' ? t('pick_messages') : named('actions', `${action}.label`)
  const pick = (action: Offered) => (action === 'messages' ? onMessages() : onPick(action))
  const messages = decision.person !== null && me.may('message.revoke')
  const actions: Offered[] = OFFERED.filter(
    (action) =>
      decision.able(action) &&
      !(decision.several && ONE_BY_ONE.has(action)) &&
      decision.draft.picked.every((one) => one.action !== action),
  )
  const open = messages ? [...actions, 'messages' as const] : actions
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const found = open.filter((action) => {
    const said = `${label(action)} ${kinds(kindName(action))} ${action}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
  // Other letters begin at the first again.
  const place = Math.min(of === typed ? at : 0, found.length - 1)
  const current = found[place]
  const press = useEffectEvent((event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move) setAt({ of: typed, at: Math.max(0, Math.min(found.length - 1, place + move)) })
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && current) pick(current)
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  const tell = useEffectEvent(() => onActive(current && `${id} ${current}`))
  useEffect(() => {
    keys.current = (event) => press(event)
    return () => {
      keys.current = null
    }
  }, [keys])
  // biome-ignore lint/correctness/useExhaustiveDependencies: told whenever another one is current.
  useEffect(() => tell(), [current])
  return (
    <>
      {found.length === 0 && <p className="px-2 py-1.5 text-sm text-ink-3">{t('pick_none')}</p>}
      <div
        id={id}
        role="listbox"
        aria-label={decide('pick')}
        // The field keeps the focus.
        onMouseDown={(event) => event.preventDefault()}
        className="mt-1 grid max-h-56 overflow-y-auto"
      >
        {found.map((action) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above answers to the keys.
          <div
            key={action}
            id={`${id} ${action}`}
            role="option"
            tabIndex={-1}
            aria-selected={action === current}
            onClick={() => pick(action)}
            ref={(row) => {
              if (action === current) row?.scrollIntoView({ block: 'nearest' })
            }}
            className="flex min-h-10 cursor-pointer items-center gap-2 rounded px-2 hover:bg-hover aria-selected:bg-accent-soft md:min-h-7"
          >
            <span className="truncate">{label(action)}</span>
            <span className="ml-auto shrink-0 text-xs text-ink-3">{kinds(kindName(action))}</span>
          </div>
        ))}
      </div>
    </>
  )
}
