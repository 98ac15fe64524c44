'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { listen } from '@/app/(console)/_components/live-store'
import { useMe } from '@/app/(console)/_components/me'
import { useNow } from '@/components/time/clock'
import { Avatar } from '@/components/ui/avatar'
import { LOOK_EVERY_MS } from '@/server/features/cases/claim-times'

/** A page that ends sends nothing more by itself: this request outlives it. */
function leave(caseId: string, screen: string): void {
  void fetch('/api/trpc/cases.look', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ caseId, screen, gone: true }),
  }).catch(() => undefined)
}

/** Who else looks at this case now; tells them that this person does. */
export function Presence({ caseId }: { caseId: string }) {
  const t = useTranslations('review')
  const trpc = useTRPC()
  const me = useMe()
  const queryClient = useQueryClient()
  const now = useNow(5_000)
  const [screen] = useState(() => crypto.randomUUID())
  const lookers = useQuery(trpc.cases.lookers.queryOptions({ caseId }))
  const { mutate } = useMutation(trpc.cases.look.mutationOptions({ retry: false }))
  const tells = me.may('case.claim')

  const say = useEffectEvent((gone: boolean) => {
    if (tells && (gone || document.visibilityState === 'visible')) mutate({ caseId, screen, gone })
  })
  useEffect(() => {
    say(false)
    const timer = setInterval(() => say(false), LOOK_EVERY_MS)
    const seen = () => say(document.visibilityState !== 'visible')
    const left = () => leave(caseId, screen)
    document.addEventListener('visibilitychange', seen)
    window.addEventListener('pagehide', left)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', seen)
      window.removeEventListener('pagehide', left)
      say(true)
    }
  }, [caseId, screen])

  const reread = useEffectEvent(() =>
    queryClient.invalidateQueries({ queryKey: trpc.cases.lookers.queryKey({ caseId }) }),
  )
  useEffect(
    () =>
      listen(({ topic, id }) => {
        if (topic === 'hello' || (topic === 'presence' && id === caseId)) void reread()
      }),
    [caseId],
  )

  const here = lookers.data?.filter(({ until }) => until > now) ?? []
  if (here.length === 0) return null
  const names = here.map(({ name }) => name).join(', ')
  return (
    <span className="flex items-center gap-1.5 text-sm text-ink-3" role="status">
      {here.slice(0, 5).map(({ id, name }) => (
        <Avatar key={id} name={name} size="sm" />
      ))}
      {t('lookers', { names })}
    </span>
  )
}
