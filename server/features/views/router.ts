import { procedure, router } from '@/server/trpc/init'
import { listViews } from './list'
import { removeView } from './remove'
import { saveView } from './save'
import { saveViewInput, viewIdInput, viewListInput } from './schema'

/** Filters of lists that somebody keeps, for themselves or for everybody. */
export const viewsRouter = router({
  list: procedure('view.read')
    .input(viewListInput)
    .query(({ ctx, input }) => listViews(ctx.env.db, ctx.actor, input.kind)),
  save: procedure('view.keep')
    .input(saveViewInput)
    .mutation(({ ctx, input }) => saveView(ctx.env.db, ctx, input)),
  remove: procedure('view.keep')
    .input(viewIdInput)
    .mutation(({ ctx, input }) => removeView(ctx.env.db, ctx, input.id)),
})
