'use client'

import { useState } from 'react'

export type Selection = {
  /** Everything that matches, loaded or not. */
  all: boolean
  /** What was ticked one by one; of no meaning while `all`. */
  ids: ReadonlySet<string>
  /** Whether anything is ticked, loaded or not. */
  any: boolean
  /** Whether every loaded row is ticked, and whether any is. */
  loaded: 'all' | 'some' | 'none'
  has: (id: string) => boolean
  toggle: (id: string) => void
  /** Ticks every loaded row, or none when all of them are. */
  toggleLoaded: () => void
  takeAll: () => void
  clear: () => void
}

type Ticked = { of: string; all: boolean; ids: ReadonlySet<string> }

/**
 * Which rows of a list are ticked. `of` names what is listed (its filter, not its order): of another list nothing is
 * ticked. Taking one row out of "everything" leaves the other loaded rows.
 */
export function useSelection(rowIds: readonly string[], of: string): Selection {
  const [kept, setKept] = useState<Ticked>({ of, all: false, ids: new Set() })
  const ticked: Ticked = kept.of === of ? kept : { of, all: false, ids: new Set() }
  const set = (ids: Iterable<string>, all = false) => setKept({ of, all, ids: new Set(ids) })
  const has = (id: string) => ticked.all || ticked.ids.has(id)
  const count = rowIds.filter(has).length
  const loaded = count === 0 ? 'none' : count === rowIds.length ? 'all' : 'some'
  return {
    all: ticked.all,
    ids: ticked.ids,
    any: ticked.all || ticked.ids.size > 0,
    loaded,
    has,
    toggle: (id) => {
      const before = ticked.all ? rowIds : [...ticked.ids]
      set(has(id) ? before.filter((other) => other !== id) : [...before, id])
    },
    toggleLoaded: () => set(loaded === 'all' ? [] : [...ticked.ids, ...rowIds]),
    takeAll: () => set([], true),
    clear: () => set([]),
  }
}
