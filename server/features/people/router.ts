import { procedure, router } from '@/server/trpc/init'
import { countPeople, listPeople } from './list'
import { preparePeopleBatch } from './prepare-batch'
import { personFilter, personListInput, preparePeopleBatchInput } from './schema'

/** People as the index has them. */
export const peopleRouter = router({
  list: procedure('person.read')
    .input(personListInput)
    .query(({ ctx, input }) => listPeople(ctx.env.db, input, ctx.actor.role)),
  count: procedure('person.read')
    .input(personFilter)
    .query(({ ctx, input }) => countPeople(ctx.env.db, input, ctx.actor.role)),
  prepareBatch: procedure('action.submit')
    .input(preparePeopleBatchInput)
    .mutation(({ ctx, input }) => preparePeopleBatch(ctx.env.db, ctx, input)),
})
