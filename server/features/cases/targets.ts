import type { LedgerSubject } from '@/server/actions/subject'
import { type About, subjectOf } from './subject-of'

/** Something that an action can be carried out on. */
export type Target = { id: string; name: string }
export type Targets = Record<LedgerSubject, Target[]>

type Named = About & { name: string; context: string }

/** What actions of each kind can be carried out on in a case, each once, in the order of its parts. Pure. */
export function targetsOf(parts: readonly Named[]): Targets {
  return {
    message: of(parts, 'message', ({ name }) => name),
    member: of(parts, 'member', ({ name }) => name),
    user: of(parts, 'user', ({ name }) => name),
    group: of(parts, 'group', ({ kind, name, context }) => (kind === 'group' ? name : context)),
  }
}

function of(parts: readonly Named[], kind: LedgerSubject, name: (part: Named) => string): Target[] {
  const found = new Map<string, Target>()
  for (const part of parts) {
    const id = subjectOf(part, kind)
    if (id !== null && !found.has(id)) found.set(id, { id, name: name(part) })
  }
  return [...found.values()]
}
