'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTRPC } from '@/app/_trpc/client'
import { refusalOf } from '@/app/_trpc/refusal'
import type { LiveEvent } from '@/server/live/topics'

/** Below this a lost stream is not worth telling, ms: a reconnect takes about a second. */
const TELL_AFTER_MS = 5_000
/** How long until a stream that ended is opened anew, ms. */
const AGAIN_MS = 10_000

export type StreamState = 'open' | 'lost' | 'signed_out'

/**
 * Keeps the stream of live updates open and says how it is. One that ended is opened anew after a while and whenever
 * somebody comes back to the page, because they may have signed in elsewhere.
 */
export function useLiveStream(onEvent: (event: LiveEvent) => void): StreamState {
  const [state, setState] = useState<StreamState>('open')
  const [attempt, setAttempt] = useState(0)
  const whyEnded = useWhyEnded()
  const event = useEffectEvent(onEvent)
  const ended = useEffectEvent(async (error: unknown) => setState(await whyEnded(error)))

  useEffect(() => {
    const opened = new AbortController()
    const { signal } = opened
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = () => document.visibilityState === 'visible' && setAttempt(attempt + 1)
    void import('./live-connection').then(({ openLive }) => {
      if (signal.aborted) return
      const close = openLive({
        event: (received) => event(received),
        connected(yes) {
          clearTimeout(timer)
          if (yes) setState('open')
          else timer = setTimeout(() => setState('lost'), TELL_AFTER_MS)
        },
        ended(error) {
          void ended(error)
          clearTimeout(timer)
          timer = setTimeout(again, AGAIN_MS)
          document.addEventListener('visibilitychange', again, { signal })
        },
      })
      signal.addEventListener('abort', close)
    })
    return () => {
      clearTimeout(timer)
      opened.abort()
    }
  }, [attempt])

  return state
}

/** Tells whether a stream ended because its person was signed out; asks where that was not said. */
function useWhyEnded(): (error: unknown) => Promise<'lost' | 'signed_out'> {
  const queryClient = useQueryClient()
  const trpc = useTRPC()
  return async (error) => {
    if (refusalOf(error).reason === 'unauthenticated') return 'signed_out'
    try {
      await queryClient.fetchQuery(trpc.session.me.queryOptions(undefined, { staleTime: 0, retry: false }))
      return 'lost'
    } catch (refused) {
      return refusalOf(refused).reason === 'unauthenticated' ? 'signed_out' : 'lost'
    }
  }
}
