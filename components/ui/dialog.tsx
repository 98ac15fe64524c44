'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'

/**
 * A modal dialog: the browser's own, which holds the focus, makes the page behind it inert and gives the focus back.
 * Mounted while it is open; `onClose` is told about Escape and a press outside. `locked` keeps it open. What carries
 * `data-first` gets the focus first. `plain`: the title is for screen readers alone, and what is in it reaches the edge.
 */
export function Dialog(props: {
  title: ReactNode
  subtitle?: ReactNode
  onClose: () => void
  locked?: boolean
  plain?: boolean
  children: ReactNode
}) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        if (!props.locked) props.onClose()
      }}
      // Where the press began counts: letting go outside after marking text closes nothing.
      onPointerDown={(event) => {
        if (event.target === element.current && !props.locked) props.onClose()
      }}
      // What grows and shrinks while somebody types keeps its head where it is.
      className={`${props.plain ? 'mx-auto mt-[12dvh]' : 'm-auto'} max-h-[calc(100dvh-32px)] w-[min(520px,calc(100vw-24px))] overflow-y-auto rounded-xl border border-line-strong bg-raised text-ink shadow-dialog`}
    >
      <div className={props.plain ? undefined : 'px-5 py-4.5'}>
        <h1
          id={titleId}
          className={props.plain ? 'sr-only' : 'text-[16px] leading-6 font-semibold tracking-tight'}
        >
          {props.title}
        </h1>
        {props.subtitle && <p className="text-ink-3">{props.subtitle}</p>}
        {props.children}
      </div>
    </dialog>
  )
}
