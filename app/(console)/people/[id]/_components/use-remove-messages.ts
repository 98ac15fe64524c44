'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTRPC } from '@/app/_trpc/client'
import { batchHref } from '@/app/(console)/_components/batch-href'

export const SPANS = ['hour', 'day', 'week'] as const
const PURPOSE_MIN = 3

type Asked = { since: (typeof SPANS)[number]; where: 'group' | 'everywhere'; purpose: string }

/**
 * Finding what somebody wrote lately and beginning a batch that revokes it. What was found fits what was asked for and
 * nothing else: any change of it forgets what was found.
 */
export function useRemoveMessages(userId: string, groupId: string | undefined) {
  const trpc = useTRPC()
  const router = useRouter()
  const [asked, setAsked] = useState<Asked>({
    since: 'hour',
    where: groupId === undefined ? 'everywhere' : 'group',
    purpose: '',
  })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const find = useMutation(trpc.people.messagesToRemove.mutationOptions())
  const remove = useMutation(
    trpc.people.removeMessages.mutationOptions({ onSuccess: ({ number }) => router.push(batchHref(number)) }),
  )
  const chosen = find.data?.messages.filter(({ subjectId }) => !left.has(subjectId)) ?? []
  const busy = find.isPending || remove.isPending || remove.isSuccess
  return {
    asked,
    ask(changes: Partial<Asked>) {
      setAsked({ ...asked, ...changes })
      setLeft(new Set())
      find.reset()
      remove.reset()
    },
    found: find.data,
    left,
    setLeft,
    chosen,
    error: find.error ?? remove.error,
    busy,
    /** It leads to the batch's page; nothing else is to be done here. */
    leaving: remove.isPending || remove.isSuccess,
    possible: find.data ? chosen.length > 0 : asked.purpose.trim().length >= PURPOSE_MIN,
    next() {
      if (busy) return
      if (find.data) return remove.mutate({ subjectIds: chosen.map(({ subjectId }) => subjectId) })
      const { since, purpose, where } = asked
      find.mutate({ userId, since, purpose, groupId: where === 'group' ? groupId : undefined })
    },
  }
}
