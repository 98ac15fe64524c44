'use client'

import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import { classes } from './classes'

/**
 * A panel over the page that closes by Escape or a press outside (the browser's own popover) and gives the focus back
 * to what opened it. Mounted while it is open; `className` or `style` says where it stands.
 */
export function Popover(props: {
  label: string
  onClose: () => void
  className?: string
  style?: CSSProperties
  children: ReactNode
}) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const panel = element.current
    const opener = document.activeElement
    panel?.showPopover()
    panel?.focus()
    return () => {
      if (panel?.contains(document.activeElement) && opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <div
      ref={element}
      popover="auto"
      role="dialog"
      tabIndex={-1}
      aria-label={props.label}
      style={props.style}
      onToggle={(event) => {
        if (event.newState === 'closed') props.onClose()
      }}
      className={classes(
        'm-0 rounded-lg border border-line-strong bg-raised text-ink shadow-menu outline-none',
        props.className,
      )}
    >
      {props.children}
    </div>
  )
}
