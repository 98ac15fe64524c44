import type { Tone } from './tag'

const TONES: Record<Tone, string> = {
  neutral: 'bg-ink-3',
  danger: 'bg-danger',
  warn: 'bg-warn',
  ok: 'bg-ok',
  accent: 'bg-accent',
}

/** A point of colour beside a word that says the same. */
export function Dot({ tone, pulse = false }: { tone: Tone; pulse?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-block size-[7px] shrink-0 rounded-full ${TONES[tone]} ${pulse ? 'pulse-soft' : ''}`}
    />
  )
}
