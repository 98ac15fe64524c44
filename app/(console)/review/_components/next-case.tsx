'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { createContext, type ReactNode, use } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import type { CaseDetail } from '@/server/features/cases/schema'
import { caseHref, caseNumberOf } from './case-href'
import { readQueueFilter } from './queue-filter'

type Next = {
  /** Takes the best case that this person may take, and shows it. What they hold of the shown one is given back. */
  go: () => Promise<void>
  /** Takes it while the shown one is still being decided: shown when that went well, else given back. */
  ahead: (deciding: string) => { show: () => Promise<void>; giveBack: () => Promise<void> }
  busy: boolean
  /** Nothing was left when they asked last. */
  empty: boolean
  error: unknown
  may: boolean
}

const NextContext = createContext<Next | null>(null)

export function NextCaseProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const router = useRouter()
  const params = useSearchParams()
  const me = useMe()
  const next = useMutation(trpc.cases.next.mutationOptions())
  const release = useMutation(trpc.cases.release.mutationOptions())

  const show = (found: CaseDetail) => {
    const { number } = found
    queryClient.setQueryData(trpc.cases.get.queryKey({ number }), found)
    const href = caseHref(number, params.size > 0 ? `?${params}` : '')
    if (caseNumberOf(window.location.pathname) === null) return router.push(href, { scroll: false })
    // All that the page shows is here already: only the address changes.
    window.history.pushState(null, '', href)
    document.title = document.title.replace(/^#\d+/, `#${number}`)
  }
  const take = (other: { leaving?: { caseId: string; epoch: number } | null; besides?: string }) => {
    const { queue, reason, kind } = readQueueFilter((name) => params.get(name))
    // Why it failed is told where the queue is.
    return next.mutateAsync({ ...other, within: { queue, reason, kind } }).catch(() => null)
  }
  const ahead = (deciding: string) => {
    const taking = take({ besides: deciding })
    return {
      show: async () => {
        const found = await taking
        if (found) show(found)
      },
      giveBack: async () => {
        const found = await taking
        if (found) await release.mutateAsync({ caseId: found.id, epoch: found.epoch }).catch(() => null)
      },
    }
  }
  const go = async () => {
    if (next.isPending) return
    const number = caseNumberOf(window.location.pathname)
    const shown = number && queryClient.getQueryData(trpc.cases.get.queryKey({ number }))
    const held = shown && shown.state === 'open' && shown.claim?.staffId === me.id
    const leaving = held ? { caseId: shown.id, epoch: shown.epoch } : null
    const found = await take({ leaving })
    if (found) show(found)
  }
  const value = {
    go,
    ahead,
    busy: next.isPending,
    empty: next.isSuccess && next.data === null,
    error: next.error,
    may: me.may('case.claim'),
  }
  return <NextContext value={value}>{children}</NextContext>
}

export function useNextCase(): Next {
  const next = use(NextContext)
  if (!next) throw new Error('useNextCase is used outside of Review')
  return next
}

/** Goes to the next case; says so when nothing is left for this person. */
export function NextCase() {
  const t = useTranslations('decide')
  const review = useTranslations('review')
  const next = useNextCase()
  if (!next.may) return null
  if (next.empty)
    return (
      <p role="status" className="text-center text-sm text-ink-3">
        {review('nothing_next')}
      </p>
    )
  return (
    <Button size="lg" wide busy={next.busy} aria-keyshortcuts="n" onClick={() => void next.go()}>
      {t('next')} <Kbd>n</Kbd>
    </Button>
  )
}
