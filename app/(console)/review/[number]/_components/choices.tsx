'use client'

import { type Ref, useId } from 'react'
import { useTranslations } from 'use-intl'
import { Kbd } from '@/components/ui/kbd'

/** What a case can be decided with. `none` closes it. */
export const CHOICES = ['none', 'group.suspend', 'group.dismiss'] as const
export type Choice = (typeof CHOICES)[number]

const LOOK = {
  none: { name: 'none', text: 'none_text', key: 'x' },
  'group.suspend': { name: 'suspend', text: 'suspend_text', key: '1' },
  'group.dismiss': { name: 'dismiss', text: 'dismiss_text', key: '2' },
} as const

/** The choices as radio buttons, each with what it comes to in a few words and its key. */
export function Choices(props: {
  choices: readonly Choice[]
  value: Choice | null
  onChange: (choice: Choice) => void
  ref: Ref<HTMLFieldSetElement>
}) {
  const t = useTranslations('decide')
  const name = useId()
  return (
    <fieldset ref={props.ref} className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 text-sm font-strong">{t('choices')}</legend>
      {props.choices.map((choice) => (
        <label
          key={choice}
          className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded border border-line px-2.5 whitespace-nowrap hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent md:min-h-9"
        >
          <input
            type="radio"
            name={name}
            value={choice}
            checked={props.value === choice}
            onChange={() => props.onChange(choice)}
            aria-keyshortcuts={LOOK[choice].key}
            className="m-0 outline-none"
          />
          <b className="font-strong">{t(LOOK[choice].name)}</b>
          <span className="truncate text-sm text-ink-3">{t(LOOK[choice].text)}</span>
          <span className="ml-auto">
            <Kbd>{LOOK[choice].key}</Kbd>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
