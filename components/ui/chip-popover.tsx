'use client'

import { type ReactNode, useRef, useState } from 'react'
import { classes } from './classes'
import { Popover } from './popover'

/** Width that is kept free for the panel at the right of the window, px. */
const PANEL = 248

/** A filter chip that opens a panel below itself. Tinted while something is chosen in it. */
export function ChipPopover(props: {
  label: string
  text: string
  chosen: boolean
  /** May be told how to close the panel: where one choice is all there is. */
  children: ReactNode | ((close: () => void) => ReactNode)
}) {
  const chip = useRef<HTMLButtonElement>(null)
  const [at, setAt] = useState<{ top: number; left: number } | null>(null)
  const open = () => {
    const place = chip.current?.getBoundingClientRect()
    if (!place) return
    setAt({ top: place.bottom + 4, left: Math.max(8, Math.min(place.left, window.innerWidth - PANEL)) })
  }
  const close = () => setAt(null)
  return (
    <>
      <button
        ref={chip}
        type="button"
        aria-haspopup="dialog"
        aria-label={`${props.label}: ${props.text}`}
        onClick={open}
        className={classes(
          'inline-flex h-7 max-w-60 items-center rounded-full border px-2.5 text-sm md:h-6 md:px-2',
          props.chosen
            ? 'border-accent bg-accent-soft text-accent'
            : 'border-line-strong text-ink-2 hover:bg-hover hover:text-ink',
        )}
      >
        <span className="truncate">{props.text}</span>
      </button>
      {at && (
        <Popover label={props.label} onClose={close} className="fixed w-60" style={at}>
          {typeof props.children === 'function' ? props.children(close) : props.children}
        </Popover>
      )}
    </>
  )
}
