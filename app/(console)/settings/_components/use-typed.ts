'use client'

import { useState } from 'react'
import { refusalOf } from '@/app/_trpc/refusal'

type Versioned = { version: number }

/**
 * What is typed about something that others may change meanwhile. `row` is how it stands now (null for a new one);
 * what was typed stays whatever happens to it. `version` goes with what is saved: the one that was looked at, and once
 * the server said that there is a newer one, that one.
 */
export function useTyped<Row extends Versioned, Typed extends object>(
  row: Row | null,
  typedOf: (row: Row | null) => Typed,
  save: { error: unknown; reset: () => void },
) {
  const [seen, setSeen] = useState(row?.version ?? 0)
  const [typed, setTyped] = useState(() => typedOf(row))
  const isConflict = save.error !== null && refusalOf(save.error).reason === 'setting_changed'
  return {
    typed,
    set: (change: Partial<Typed>) => setTyped((now) => ({ ...now, ...change })),
    version: isConflict ? (row?.version ?? seen) : seen,
    /** What is typed was saved as this version, and the form stays open. */
    follow: setSeen,
    /** Lets go of what was typed for what is there now. Null while nobody saved anything else. */
    takeTheirs: isConflict
      ? () => {
          setSeen(row?.version ?? 0)
          setTyped(typedOf(row))
          save.reset()
        }
      : null,
  }
}
