import 'server-only'
import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import { TRPCError } from '@trpc/server'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache, type ReactNode } from 'react'
import { requestContext } from '@/server/trpc/context'
import { appRouter } from '@/server/trpc/root'
import { makeQueryClient } from './query-client'

/** One query cache for all that is rendered for one request. */
export const getQueryClient = cache(makeQueryClient)

const getContext = cache(async () => requestContext(new Headers(await headers())))

/** The procedures, called in this process with the same checks as over HTTP. */
export const trpc = createTRPCOptionsProxy({
  ctx: getContext,
  router: appRouter,
  queryClient: getQueryClient,
})

/**
 * Waits for data a page cannot do without. Signed out leads to the sign-in page; what is unknown, or cannot be an id at
 * all, to "not found".
 */
export async function needed<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof TRPCError && error.code === 'UNAUTHORIZED') redirect('/sign-in')
    if (error instanceof TRPCError && ['NOT_FOUND', 'BAD_REQUEST'].includes(error.code)) notFound()
    throw error
  }
}

/** Null where it would tell a verdict that is hidden from this person until theirs is in. */
export async function unlessHidden<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof TRPCError && error.message === 'hidden_while_blind') return null
    throw error
  }
}

/** Waits for data that a panel can read again by itself: a failure is shown there. */
export async function wished(reading: Promise<unknown>): Promise<void> {
  await reading.catch((error: unknown) => {
    if (error instanceof TRPCError && error.code === 'UNAUTHORIZED') redirect('/sign-in')
  })
}

/** Who is signed in; others are led to the sign-in page. */
export const getMe = cache(() => needed(getQueryClient().fetchQuery(trpc.session.me.queryOptions())))

/** Hands what was read for this request to the browser's cache. */
export function Hydrate({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>
}
