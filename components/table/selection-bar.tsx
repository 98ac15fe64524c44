import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'

/** What can be done with the ticked rows; stands at the bottom of what is in sight. */
export function SelectionBar(props: {
  label: string
  /** How many are ticked, in words. */
  text: ReactNode
  /** Offers everything that matches. */
  more?: { label: ReactNode; onTake: () => void } | undefined
  clearLabel: string
  onClear: () => void
  /** The buttons of what can be done. */
  children: ReactNode
}) {
  return (
    <section
      aria-label={props.label}
      className="sticky bottom-3 z-10 mt-3 flex flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised px-3.5 py-2 shadow-menu"
    >
      <p role="status" className="font-semibold tabular-nums">
        {props.text}
      </p>
      {props.more && (
        <Button variant="ghost" className="text-accent" onClick={props.more.onTake}>
          {props.more.label}
        </Button>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-2">
        {props.children}
        <Button variant="ghost" onClick={props.onClear}>
          {props.clearLabel}
        </Button>
      </div>
    </section>
  )
}
