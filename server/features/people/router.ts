import { procedure, router } from '@/server/trpc/init'
import { prepareImport, previewImport } from './import/prepare'
import { prepareImportInput, previewImportInput } from './import/schema'
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
  /** What a file would do. A mutation, because the file is too long for an address. */
  previewImport: procedure('user.register')
    .input(previewImportInput)
    .mutation(({ ctx, input }) => previewImport(ctx.env, input.csv, ctx.requestId)),
  prepareImport: procedure('user.register')
    .input(prepareImportInput)
    .mutation(({ ctx, input }) => prepareImport(ctx.env, ctx, input)),
  prepareBatch: procedure('action.submit')
    .input(preparePeopleBatchInput)
    .mutation(({ ctx, input }) => preparePeopleBatch(ctx.env.db, ctx, input)),
})
