'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import type { CaseDetail } from '@/server/features/cases/schema'

/**
 * What is typed about a case. It begins with the draft of the last time and is kept on the server when the claim is
 * lost or the case is left, so that nobody types anything twice.
 */
export function useDraft(item: CaseDetail, mine: boolean) {
  const trpc = useTRPC()
  const me = useMe()
  const queryClient = useQueryClient()
  const caseKey = trpc.cases.get.queryKey({ number: item.number })
  const { mutate } = useMutation(
    trpc.cases.saveDraft.mutationOptions({
      onSuccess: (_, { body }) =>
        queryClient.setQueryData(caseKey, (kept) => (kept ? { ...kept, draft: body } : kept)),
    }),
  )
  const [text, setText] = useState(() => item.draft || takenBack(item, me.id))
  const [lost, setLost] = useState(false)
  const saved = useRef(text)

  const keep = useEffectEvent(() => {
    if (text === saved.current) return
    saved.current = text
    mutate({ caseId: item.id, body: text.slice(0, 2_000) })
  })
  const wasMine = useRef(mine)
  const followClaim = useEffectEvent(() => {
    const taken = wasMine.current && !mine && item.state === 'open' && item.claim !== null
    wasMine.current = mine
    if (taken) keep()
    if (taken) setLost(true)
    if (mine) setLost(false)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the claim changes hands.
  useEffect(() => followClaim(), [mine])
  useEffect(() => () => keep(), [])

  return {
    text,
    lost,
    setText,
    /** After the decision nothing is left to keep. */
    clear: () => {
      saved.current = ''
      setText('')
    },
  }
}

/** The reason of the action this person took back last: they are about to decide better, not to type it again. */
function takenBack(item: CaseDetail, staffId: string): string {
  const [newest] = item.ledger.toSorted((a, b) => b.createdAt - a.createdAt)
  return newest?.state === 'cancelled' && newest.by?.id === staffId ? (newest.reason ?? '') : ''
}
