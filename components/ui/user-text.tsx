'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import type { ReactNode } from 'react'
import { classes } from './classes'

/** From here on a text gets a box of its own that scrolls. */
const LONG = 1_500
const MANY_LINES = 24

/**
 * What somebody outside wrote. It stays in its own box whatever it holds: its direction ends with it, it breaks anywhere,
 * marks that pile up over its lines are cut off, and a long one scrolls.
 */
export function UserText(props: { children: string; className?: string; label?: string; after?: ReactNode }) {
  const { children: text } = props
  const isLong = text.length > LONG || text.split('\n', MANY_LINES + 1).length > MANY_LINES
  return (
    <div
      dir="auto"
      {...(isLong && { tabIndex: 0, role: 'group', 'aria-label': props.label })}
      className={classes(
        'whitespace-pre-line wrap-anywhere contain-paint [unicode-bidi:isolate]',
        isLong && 'max-h-96 overflow-y-auto',
        props.className,
      )}
    >
      {text}
    </div>
  )
}
