'use client'

import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Avatar } from '@/components/ui/avatar'

type Person = { userId: string; name: string; role: 'owner' | 'admin' | 'member' }

/** One of several people, as radio buttons in a list that scrolls. */
export function PersonChoice(props: {
  label: string
  people: readonly Person[]
  value: string
  onChange: (userId: string) => void
}) {
  const roles = useTranslations('member_roles')
  const name = useId()
  if (props.people.length === 0) return null
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm text-ink-3">{props.label}</legend>
      <ul className="max-h-52 overflow-y-auto rounded border border-line">
        {props.people.map((person) => (
          <li key={person.userId} className="border-b border-line last:border-0">
            <label className="flex min-h-9 min-w-0 cursor-pointer items-center gap-2 px-2.5 py-1 hover:bg-hover has-checked:bg-accent-soft">
              <input
                type="radio"
                name={name}
                className="accent-accent"
                checked={person.userId === props.value}
                onChange={() => props.onChange(person.userId)}
              />
              <Avatar name={person.name} size="sm" />
              <b className="truncate font-strong" dir="auto">
                {person.name}
              </b>
              <code className="truncate text-xs text-ink-3">{person.userId}</code>
              {person.role === 'admin' && (
                <span className="ml-auto shrink-0 text-sm text-ink-2">{roles('admin')}</span>
              )}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
