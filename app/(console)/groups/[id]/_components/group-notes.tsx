'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { Notes } from '@/app/(console)/_components/notes'

/** The notes on a group, which grow apart from what else is shown of it. */
export function GroupNotes({ groupId }: { groupId: string }) {
  const trpc = useTRPC()
  const { groups } = useTRPCClient()
  const refusalText = useRefusalText()
  const { data, error, refetch } = useQuery(trpc.groups.notes.queryOptions({ groupId }))
  return (
    <Notes
      subjectId={groupId}
      notes={data}
      problem={error ? refusalText(error) : undefined}
      add={(text) => groups.addNote.mutate({ groupId, text })}
      onAdded={refetch}
    />
  )
}
