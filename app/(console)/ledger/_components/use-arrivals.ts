'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { coalesce } from '@/app/(console)/_components/coalesce'
import { listen } from '@/app/(console)/_components/live-store'

/** A batch changes hundreds of actions a second: the list is read at most this often, ms. */
const PAUSE_MS = 1_000

/**
 * What live updates mean for a list of actions: rows that are in it are read again; new ones would move what somebody
 * reads, so they are only told until `show` is called.
 */
export function useArrivals(rows: readonly { id: string }[] | undefined, reread: () => Promise<unknown>) {
  const [some, setSome] = useState(false)
  const [latest] = useState<{ reread: () => Promise<unknown> }>({ reread })
  const [again] = useState(() =>
    coalesce(async () => {
      await latest.reread()
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }),
  )
  const hear = useEffectEvent((topic: string, id: string) => {
    latest.reread = reread
    if (topic === 'hello' || (topic === 'ledger' && rows?.some((row) => row.id === id))) again()
    else if (topic === 'ledger') setSome(true)
  })
  useEffect(() => listen(({ topic, id }) => hear(topic, id)), [])
  return {
    some,
    show: async () => {
      setSome(false)
      await reread()
    },
  }
}
