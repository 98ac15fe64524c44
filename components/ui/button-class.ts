import { classes } from './classes'

export type ButtonLook = {
  variant?: 'plain' | 'primary' | 'danger' | 'ghost'
  size?: 'sm' | 'md' | 'lg'
  /** As wide as its container. */
  wide?: boolean
}

// Filled ones change at once: half-way between disabled and filled the letters could not be read.
const VARIANTS = {
  plain: 'transition-colors border-line-strong bg-surface text-ink hover:bg-hover',
  primary: 'border-transparent bg-accent text-accent-ink hover:brightness-95',
  danger: 'border-transparent bg-danger text-danger-ink hover:brightness-95',
  ghost: 'transition-colors border-transparent text-ink-2 hover:bg-hover hover:text-ink',
} as const

const SIZES = { sm: 'h-7 px-2.5 text-sm', md: 'h-8 px-3 text-md', lg: 'h-9 px-4 text-md' } as const

/** Class names of a button; also for links that look like one. */
export function buttonClass({ variant = 'plain', size = 'sm', wide = false }: ButtonLook = {}): string {
  return classes(
    'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded border font-medium',
    'disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-3 disabled:hover:brightness-100',
    'aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3',
    VARIANTS[variant],
    SIZES[size],
    wide && 'w-full',
  )
}
