'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { buttonClass } from './button-class'
import { Popover } from './popover'

export type MenuItem = { id: string; label: ReactNode; onSelect: () => void }

/** A button that opens a short list of further buttons. Nothing shows without items. */
export function Menu(props: {
  label: string
  trigger: ReactNode
  items: readonly MenuItem[]
  quiet?: boolean
}) {
  const button = useRef<HTMLButtonElement>(null)
  const [at, setAt] = useState<{ top: number; right: number } | null>(null)
  useEffect(() => {
    if (!at) return
    const top = button.current?.getBoundingClientRect().top
    // It stands beside its button, which moves away. A scroll that was over before it opened is told late.
    const close = () => {
      if (button.current?.getBoundingClientRect().top !== top) setAt(null)
    }
    window.addEventListener('scroll', close, { capture: true })
    return () => window.removeEventListener('scroll', close, { capture: true })
  }, [at])
  if (props.items.length === 0) return null
  const open = () => {
    const place = button.current?.getBoundingClientRect()
    if (!place) return
    const height = props.items.length * 32 + 8
    const below = place.bottom + 4
    const top = below + height > window.innerHeight ? Math.max(8, place.top - height - 4) : below
    setAt({ top, right: Math.max(8, document.documentElement.clientWidth - place.right) })
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={props.label}
        aria-haspopup="dialog"
        aria-expanded={at !== null}
        onClick={open}
        className={`relative z-1 ${buttonClass(props.quiet ? { variant: 'ghost' } : {})}`}
      >
        {props.trigger}
      </button>
      {at && (
        <Popover
          label={props.label}
          onClose={() => setAt(null)}
          // A row of a table that opens it neither cuts nor wraps it.
          className="fixed left-auto grid min-w-40 p-1 text-left whitespace-nowrap"
          style={at}
        >
          {props.items.map((item) => (
            <button
              key={item.id}
              type="button"
              className="h-8 rounded px-2.5 text-left text-md hover:bg-hover"
              onClick={() => {
                setAt(null)
                item.onSelect()
              }}
            >
              {item.label}
            </button>
          ))}
        </Popover>
      )}
    </>
  )
}
