import { aboutWhom, type LedgerSubject } from '@/server/actions/subject'
import { type openers, type SealSubject, sealers } from '@/server/audit/personal'
import type { Tx } from '@/server/db/client'

/**
 * Names of subjects as tables keep them. A message is called by the beginning of what somebody wrote: that is sealed
 * under its sender's key, in base64, and goes with the key. Other names stand as they are.
 */
type Named = { subjectKind: LedgerSubject; subjectId: string; userId: string | null; name: string }

const isPersonal = ({ subjectKind, name }: Named) => subjectKind === 'message' && name !== ''

/** What is kept of these names, in their order, in a fixed number of queries. Empty where the key was destroyed. */
export async function storedNames(tx: Tx, subjects: readonly Named[]): Promise<string[]> {
  const personal = subjects.filter(isPersonal)
  if (personal.length === 0) return subjects.map(({ name }) => name)
  const seal = await sealers(tx, personal.map(aboutWhom))
  return subjects.map((subject) => {
    if (!isPersonal(subject)) return subject.name
    const sealed = seal(aboutWhom(subject), subject.name)
    return sealed ? Buffer.from(sealed).toString('base64') : ''
  })
}

/** Under whose key a kept name is sealed; nobody's where it stands as it is. */
export const sealedFor = (kept: Named): SealSubject[] => (isPersonal(kept) ? [aboutWhom(kept)] : [])

/** A kept name as people see it, with the keys of those it is `sealedFor`. Empty where the key was destroyed. */
export function openedName(open: Awaited<ReturnType<typeof openers>>, kept: Named): string {
  if (!isPersonal(kept)) return kept.name
  return open(aboutWhom(kept), Buffer.from(kept.name, 'base64')) ?? ''
}
