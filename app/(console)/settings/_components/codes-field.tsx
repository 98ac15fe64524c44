'use client'

import { type KeyboardEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { CloseIcon } from './close-icon'

/** Several short words: what is typed is added by Enter or a comma, and each is taken away by its button. */
export function CodesField(props: {
  label: string
  hint?: string
  error?: string | null
  values: readonly string[]
  /** What a word is called beside its code. */
  nameOf?: (value: string) => string
  onChange: (values: string[]) => void
}) {
  const t = useTranslations('desk_settings')
  const [text, setText] = useState('')
  const add = () => {
    const more = text.split(/[,，\s]+/).filter(Boolean)
    setText('')
    if (more.length > 0) props.onChange([...new Set([...props.values, ...more])])
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || text.trim() === '') return
    if (event.key !== 'Enter' && event.key !== ',') return
    event.preventDefault()
    add()
  }
  return (
    <div className="grid gap-1.5">
      <Field label={props.label} hint={props.hint} error={props.error}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            autoCapitalize="none"
            placeholder={t('add_by_enter')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={add}
          />
        )}
      </Field>
      {props.values.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {props.values.map((value) => (
            <li
              key={value}
              className="inline-flex h-7 items-center gap-1 rounded-full bg-sunken pl-2.5 text-sm ring-1 ring-line ring-inset md:h-6"
            >
              {props.nameOf?.(value) ?? value}
              <button
                type="button"
                aria-label={t('take_away', { what: value })}
                onClick={() => props.onChange(props.values.filter((one) => one !== value))}
                className="grid size-7 place-items-center rounded-full text-ink-3 hover:text-ink md:size-6"
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
