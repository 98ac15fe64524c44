import { sessionRouter } from '@/server/features/session/router'
import { createCallerFactory, router } from '@/server/trpc/init'

/** All procedures of the console. */
export const appRouter = router({
  session: sessionRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures from server components, with the same checks as over HTTP. */
export const createCaller = createCallerFactory(appRouter)
