import { procedure, router } from '@/server/trpc/init'
import { changeClient, createClient, listClients, revokeClient, rotateClient } from './manage'
import { changeClientInput, createClientInput, revokeClientInput, rotateClientInput } from './schema'

/** Backends that call the client API. */
export const apiClientsRouter = router({
  list: procedure('setting.read').query(({ ctx }) => listClients(ctx.env.db)),
  create: procedure('api_client.manage')
    .input(createClientInput)
    .mutation(({ ctx, input }) => createClient(ctx.env.db, ctx, input)),
  change: procedure('api_client.manage')
    .input(changeClientInput)
    .mutation(({ ctx, input }) => changeClient(ctx.env.db, ctx, input)),
  rotate: procedure('api_client.manage')
    .input(rotateClientInput)
    .mutation(({ ctx, input }) => rotateClient(ctx.env.db, ctx, input)),
  revoke: procedure('api_client.manage')
    .input(revokeClientInput)
    .mutation(({ ctx, input }) => revokeClient(ctx.env.db, ctx, input)),
})
