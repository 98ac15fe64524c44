'use client'

import { useTRPCClient } from '@/app/_trpc/client'
import { Notes } from '@/app/(console)/_components/notes'
import type { PersonDetail } from '@/server/features/people/person/schema'

/** The notes on a person. */
export function PersonNotes({
  person: { userId, notes },
  onChanged,
}: {
  person: PersonDetail
  onChanged: () => Promise<unknown>
}) {
  const { people } = useTRPCClient()
  const add = (text: string) => people.addNote.mutate({ userId, text })
  return <Notes subjectId={userId} notes={notes} add={add} onAdded={onChanged} />
}
