import type { ComponentProps } from 'react'
import { classes } from './classes'

/** The browser's own select, in our look: nothing is faster by keyboard or on a phone. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={classes('relative inline-flex', className)}>
      <select
        {...rest}
        className="h-9 w-full cursor-pointer appearance-none truncate rounded border border-line-strong bg-surface pr-7 pl-2.5 text-md hover:bg-hover md:h-7 md:text-sm"
      />
      <svg
        aria-hidden="true"
        viewBox="0 0 12 12"
        className="pointer-events-none absolute top-1/2 right-2 size-3 -translate-y-1/2 text-ink-3"
      >
        <path d="M3 4.5l3 3 3-3" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
      </svg>
    </span>
  )
}
