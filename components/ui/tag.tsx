import type { ReactNode } from 'react'
import { classes } from './classes'

export type Tone = 'neutral' | 'danger' | 'warn' | 'ok' | 'accent'

const TONES: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-2 ring-1 ring-line ring-inset',
  danger: 'bg-danger-soft text-danger',
  warn: 'bg-warn-soft text-warn',
  ok: 'bg-ok-soft text-ok',
  accent: 'bg-accent-soft text-accent',
}

/** A short word about a thing. Coloured only where the colour means something. */
export function Tag(props: { tone?: Tone; className?: string; children: ReactNode }) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1 whitespace-nowrap rounded-sm px-1.5 py-px text-xs font-medium',
        TONES[props.tone ?? 'neutral'],
        props.className,
      )}
    >
      {props.children}
    </span>
  )
}
