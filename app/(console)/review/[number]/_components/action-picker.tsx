'use client'

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { PartMessages } from '@/app/_i18n/part-messages'
import { Input } from '@/components/ui/input'
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

/** A member is a person to whoever reads it. */
const kindName = (action: ActionName) => {
  const kind = kindOf(action)
  return kind === 'member' ? 'user' : kind
}

type Props = { decision: Decision; onPick: (action: ActionName) => void; onClose: () => void }

/** Finds an action by a few letters; arrows and Enter choose it. Escape leaves. */
export default function ActionPicker(props: Props) {
  return (
    <PartMessages parts={['deciding']} outline={<div className="h-24" />}>
      <Picker {...props} />
    </PartMessages>
  )
}

function Picker({ decision, onPick, onClose }: Props) {
  const t = useTranslations('deciding')
  const kinds = useTranslations('kinds')
  const named = useNamed()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  useEffect(() => field.current?.focus(), [])
  const label = (action: ActionName) => named('actions', `${action}.label`)
  const open = OFFERED.filter(
    (action) =>
      decision.able(action) &&
      !(decision.several && ONE_BY_ONE.has(action)) &&
      decision.draft.picked.every((one) => one.action !== action),
  )
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const found = open.filter((action) => {
    const said = `${label(action)} ${kinds(kindName(action))} ${action}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
  const current = found[Math.min(at, found.length - 1)]
  const keys = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.nativeEvent.isComposing) return
    if (move) setAt(Math.max(0, Math.min(found.length - 1, at + move)))
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) current && onPick(current)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="rounded border border-accent bg-surface p-1">
      <Input
        ref={field}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={current ? `${id} ${current}` : undefined}
        aria-label={t('pick')}
        placeholder={t('pick')}
        value={typed}
        maxLength={60}
        onKeyDown={keys}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onBlur={(event) => {
          if (!event.relatedTarget || !event.currentTarget.parentElement?.contains(event.relatedTarget))
            onClose()
        }}
      />
      {found.length === 0 && <p className="px-2 py-1.5 text-sm text-ink-3">{t('pick_none')}</p>}
      <div
        id={id}
        role="listbox"
        aria-label={t('pick')}
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
            onClick={() => onPick(action)}
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
    </div>
  )
}
