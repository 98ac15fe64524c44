'use client'

import { useSearchParams } from 'next/navigation'
import { withParams } from './with-params'

/**
 * The parts of the address after `?`, and changing some of them without asking the server for the page again: for what
 * the browser reads by itself. `push` makes it a step that "back" returns from.
 */
export function useAddress() {
  const params = useSearchParams()
  return {
    params,
    /** The query string with these changes, for links. */
    with: (changes: Record<string, string | undefined>) => withParams(params.toString(), changes),
    set(changes: Record<string, string | undefined>, how: 'replace' | 'push' = 'replace') {
      // As it is by then: who waited for the last letter must not undo what was chosen meanwhile.
      const href = withParams(window.location.search, changes) || window.location.pathname
      if (how === 'push') window.history.pushState(null, '', href)
      else window.history.replaceState(null, '', href)
    },
  }
}
