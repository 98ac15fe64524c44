import { procedure, router } from '@/server/trpc/init'
import { listInbox } from './list'
import { markRead } from './mark'
import { inboxListInput, markReadInput } from './schema'

/** What somebody is told of cases that concern them. How many are unread is part of `cases.counts`. */
export const inboxRouter = router({
  list: procedure('case.claim')
    .input(inboxListInput)
    .query(({ ctx, input }) => listInbox(ctx.env.db, ctx.actor, input)),
  markRead: procedure('case.claim')
    .input(markReadInput)
    .mutation(({ ctx, input }) => markRead(ctx.env.db, ctx.actor.id, input)),
})
