'use client'

import dynamic from 'next/dynamic'
import { type KeyboardEvent, type ReactNode, type Ref, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { Kbd } from '@/components/ui/kbd'
import type { ActionName } from '@/server/actions/schema'
import type { Decision } from './use-decision'

const ActionPicker = dynamic(() => import('./action-picker'), { ssr: false })

const ROW =
  'flex min-h-10 cursor-pointer items-center gap-2.5 px-2.5 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent md:min-h-8'
const BOX =
  'overflow-hidden rounded border border-line has-[>label>input:checked]:border-accent has-[>label>input:checked]:bg-accent-soft'

/** What a case can be decided with: one of the presets, no violation, or actions one by one, each with what it needs. */
export function Choices(props: {
  decision: Decision
  /** What belongs to an action that is chosen. */
  under: (action: ActionName) => ReactNode
  onTouch: () => void
  ref: Ref<HTMLFieldSetElement>
}) {
  const t = useTranslations('decide')
  const named = useNamed()
  const id = useId()
  const { draft, actions, presets, none, toggle } = props.decision
  return (
    <>
      {presets.length > 0 && <Presets decision={props.decision} onTouch={props.onTouch} />}
      <fieldset ref={props.ref} className="grid min-w-0 gap-1">
        <legend className="mb-1.5 text-sm font-strong">{t('choices')}</legend>
        <div className={BOX}>
          <label className={ROW}>
            <input
              type="radio"
              name={id}
              checked={draft.none}
              onChange={none}
              aria-keyshortcuts="x"
              className="m-0 outline-none"
            />
            <b className="font-strong">{t('none')}</b>
            <span className="truncate text-sm text-ink-3">{t('none_text')}</span>
            <KeyOf decision={props.decision}>x</KeyOf>
          </label>
        </div>
        {actions.map((action) => {
          const checked = draft.picked.some((one) => one.action === action)
          return (
            <div key={action} className={BOX}>
              <label className={ROW}>
                <input
                  type="checkbox"
                  checked={checked}
                  onChange={() => toggle(action)}
                  className="m-0 outline-none"
                />
                <b className="font-strong">{named('actions', `${action}.label`)}</b>
              </label>
              {checked && props.under(action)}
            </div>
          )
        })}
        <More decision={props.decision} onTouch={props.onTouch} />
      </fieldset>
    </>
  )
}

/** Opens the search for every other action that fits. The field is there at once, so that no letter acts as a key. */
function More({ decision, onTouch }: { decision: Decision; onTouch: () => void }) {
  const t = useTranslations('decide')
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState<string | undefined>()
  const keys = useRef<((event: KeyboardEvent) => void) | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setTyped(null)
    requestAnimationFrame(() => button.current?.focus())
  }
  if (typed === null)
    return (
      <button
        ref={button}
        type="button"
        data-more=""
        aria-keyshortcuts="a"
        onClick={() => {
          onTouch()
          setTyped('')
        }}
        className="flex min-h-10 items-center rounded px-2.5 text-left text-ink-2 hover:bg-hover md:min-h-8"
      >
        {t('add')}
        <KeyOf decision={decision}>a</KeyOf>
      </button>
    )
  return (
    <div className="rounded border border-accent bg-surface p-1">
      <input
        ref={focusOn}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={active}
        aria-label={t('pick')}
        placeholder={t('pick')}
        value={typed}
        maxLength={60}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') {
            close()
            event.preventDefault()
            event.stopPropagation()
          } else keys.current?.(event)
          // Nothing is sent from here.
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault()
        }}
        onBlur={() => setTyped(null)}
        className="h-10 w-full rounded bg-surface px-2 text-field outline-none placeholder:text-ink-3 md:h-7 md:text-md"
      />
      <ActionPicker
        id={id}
        typed={typed}
        decision={decision}
        keys={keys}
        onActive={setActive}
        onMessages={() => {
          setTyped(null)
          decision.findMessages(true)
        }}
        onPick={(action) => {
          setTyped(null)
          decision.toggle(action)
          // Where nothing else takes the focus it stays here.
          requestAnimationFrame(() => {
            const at = document.activeElement
            if (at === document.body || at instanceof HTMLDialogElement) button.current?.focus()
          })
        }}
      />
    </div>
  )
}

const focusOn = (field: HTMLInputElement | null) => field?.focus()

/** The key of a choice. Single keys are silent in a dialog, where several cases are decided. */
function KeyOf({ decision, children }: { decision: Decision; children: string }) {
  if (decision.several) return null
  return (
    <span className="ml-auto">
      <Kbd>{children}</Kbd>
    </span>
  )
}

/** Decisions that are prepared under a digit. */
function Presets({ decision, onTouch }: { decision: Decision; onTouch: () => void }) {
  const t = useTranslations('decide')
  // Under the pane's heading, or right under a dialog's.
  const Heading = decision.several ? 'h2' : 'h3'
  return (
    <section aria-label={t('presets')}>
      <Heading className="mb-1.5 text-sm font-strong">{t('presets')}</Heading>
      <ul className="grid grid-cols-2 gap-1">
        {decision.presets.map((preset) => (
          <li key={preset.id} className="min-w-0">
            <button
              type="button"
              title={preset.name}
              aria-pressed={decision.draft.presetId === preset.id}
              aria-keyshortcuts={String(preset.slot)}
              onClick={() => {
                onTouch()
                decision.preset(preset)
              }}
              className="flex min-h-10 w-full items-center gap-1.5 rounded border border-line px-1.5 text-left text-sm hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft md:min-h-7"
            >
              {!decision.several && <Kbd>{String(preset.slot)}</Kbd>}
              <span className="truncate">{preset.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
