import type { ReactNode } from 'react'
import { classes } from './classes'
import type { Tone } from './tag'

const TONES: Record<Tone, string> = {
  neutral: 'border-line bg-surface text-ink-2',
  danger: 'border-danger/50 bg-danger-soft text-danger',
  warn: 'border-warn/40 bg-warn-soft text-warn',
  ok: 'border-ok/40 bg-ok-soft text-ok',
  accent: 'border-accent/40 bg-accent-soft text-accent',
}

/** A bar that tells something about what is below it, with a button at its right where there is something to do. */
export function Notice(props: {
  tone: Tone
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  role?: 'alert' | 'status'
  className?: string
}) {
  return (
    <div
      role={props.role}
      className={classes(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded border py-2 pr-2 pl-3.5',
        TONES[props.tone],
        props.className,
      )}
    >
      <p className="min-w-0 flex-1 basis-60">
        {props.title && <b className="mr-2 font-semibold">{props.title}</b>}
        {props.children}
      </p>
      {props.action}
    </div>
  )
}
