'use client'

import { useEffect, useRef, useState } from 'react'
import { useKeys } from '@/components/shell/keys'
import { SearchInput } from '@/components/ui/search-input'

/** How long to wait for the next letter before searching, ms. */
const TYPING_MS = 250

/** A search field that searches while somebody types; the key / leads to it. */
export function LiveSearch(props: {
  label: string
  value: string
  busy: boolean
  onSearch: (text: string | undefined) => void
}) {
  const [text, setText] = useState(props.value)
  // The address may change without this field: by a link to another search. What was asked for here arrives late.
  const [asked, setAsked] = useState(props.value)
  if (props.value !== asked && !props.busy) {
    setAsked(props.value)
    setText(props.value)
  }
  const input = useRef<HTMLInputElement>(null)
  useKeys({ '/': () => input.current?.focus() })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const search = (typed: string) => {
    clearTimeout(timer.current)
    timer.current = undefined
    setAsked(typed.trim())
    props.onSearch(typed.trim() || undefined)
  }
  return (
    <SearchInput
      ref={input}
      label={props.label}
      value={text}
      busy={props.busy}
      maxLength={100}
      onChange={(next) => {
        setText(next)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => search(next), TYPING_MS)
      }}
      // Searched at once: later it would call back whoever follows a link meanwhile.
      onBlur={() => timer.current && search(text)}
    />
  )
}
