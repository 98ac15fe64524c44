'use client'

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { PartMessages } from '@/app/_i18n/part-messages'
import { useTRPC } from '@/app/_trpc/client'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Popover } from '@/components/ui/popover'
import { Skeleton } from '@/components/ui/skeleton'
import { InboxLine } from './inbox-line'
import { listen } from './live-store'
import { useListParts } from './use-list-parts'

/** What somebody is told of cases that concern them, newest first; each leads to its case. */
export default function InboxPanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations('nav')
  return (
    <Popover
      label={t('inbox')}
      onClose={onClose}
      className="fixed w-96 max-h-[min(36rem,calc(100dvh-9rem))] overflow-y-auto max-md:top-12 max-md:right-2 max-md:left-2 max-md:w-auto md:top-auto md:bottom-3 md:left-[60px] xl:bottom-32 xl:left-2"
    >
      <PartMessages parts={['inbox']} outline={<Skeleton className="m-4 h-24" />}>
        <Items onClose={onClose} />
      </PartMessages>
    </Popover>
  )
}

function Items({ onClose }: { onClose: () => void }) {
  const t = useTranslations('inbox')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const list = useInfiniteQuery(
    trpc.inbox.list.infiniteQueryOptions(
      {},
      { getNextPageParam: ({ nextCursor }) => nextCursor, refetchOnMount: 'always' },
    ),
  )
  const again = useEffectEvent(() => queryClient.invalidateQueries(trpc.inbox.list.pathFilter()))
  useEffect(
    () =>
      listen(({ topic }) => {
        if (topic === 'inbox' || topic === 'hello') void again()
      }),
    [],
  )
  const { mutate, isPending } = useMutation(trpc.inbox.markRead.mutationOptions())
  const { rows, error, more } = useListParts(list)
  const newest = rows?.[0]
  const listed = useRef<HTMLUListElement>(null)
  const isThere = newest !== undefined
  useEffect(() => {
    // The panel itself has the focus when it opens; from the first line on, arrows go through the list.
    if (isThere && document.activeElement?.matches('[popover]')) listed.current?.querySelector('a')?.focus()
  }, [isThere])
  return (
    <>
      <div className="sticky top-0 z-1 flex h-11 items-center border-b border-line bg-raised pr-2 pl-4">
        <h2 className="font-semibold">{t('title')}</h2>
        {newest && rows.some(({ read }) => !read) && (
          <span className="ml-auto">
            <Button variant="ghost" busy={isPending} onClick={() => mutate({ upTo: newest.at })}>
              {t('mark_all')}
            </Button>
          </span>
        )}
      </div>
      {error}
      {!rows && !error && <Skeleton className="m-4 h-24" />}
      {rows?.length === 0 && <Empty title={t('empty_title')}>{t('empty_text')}</Empty>}
      {rows && rows.length > 0 && (
        <ul ref={listed} onKeyDown={moveFocus}>
          {rows.map((item) => (
            <InboxLine
              key={item.id}
              item={item}
              onOpen={() => {
                if (!item.read) mutate({ id: item.id })
                onClose()
              }}
            />
          ))}
        </ul>
      )}
      {more}
    </>
  )
}

const STEPS: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

/** The list is gone through by arrows, as the queue is by `j` and `k`. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const step = STEPS[event.key]
  if (step === undefined || event.nativeEvent.isComposing) return
  const links = [...event.currentTarget.querySelectorAll('a')]
  const at = links.findIndex((link) => link.contains(document.activeElement))
  links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus()
  event.preventDefault()
}
