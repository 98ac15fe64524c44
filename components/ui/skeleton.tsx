import { classes } from './classes'

/** A grey bar where text will be. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classes('pulse-soft block rounded-sm bg-line', className)} />
}
