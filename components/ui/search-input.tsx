import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import { Kbd } from './kbd'
import { Spinner } from './spinner'

/** A search field with its key. */
export function SearchInput(props: {
  ref?: RefObject<HTMLInputElement | null>
  label: string
  value: string
  busy?: boolean
  maxLength?: number
  onChange: (text: string) => void
  onBlur?: () => void
}) {
  const own = useRef<HTMLInputElement>(null)
  const input = props.ref ?? own
  // What was typed while the page was still loading counts too.
  const catchUp = useEffectEvent(() => {
    const typed = input.current?.value ?? props.value
    if (typed !== props.value) props.onChange(typed)
  })
  useEffect(() => catchUp(), [])
  return (
    <span className="relative inline-flex min-w-0 flex-1 basis-52 md:max-w-72 max-md:basis-full">
      <input
        ref={input}
        type="search"
        aria-label={props.label}
        placeholder={props.label}
        value={props.value}
        maxLength={props.maxLength}
        aria-keyshortcuts="/"
        onChange={(event) => props.onChange(event.target.value)}
        onBlur={props.onBlur}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        className="peer h-10 w-full rounded border border-line-field bg-surface pr-9 pl-2.5 text-field placeholder:text-ink-3 md:h-7 md:text-md"
      />
      <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3 peer-focus:opacity-60">
        {props.busy ? <Spinner /> : !props.value && <Kbd>/</Kbd>}
      </span>
    </span>
  )
}
