import { procedure, router } from '@/server/trpc/init'
import { listChannels, removeChannel, saveChannel, testChannel } from './channels'
import { channelIdInput, saveChannelInput, testChannelInput } from './schema'

/** Who is told of what cannot wait. Owners set it. */
export const alertsRouter = router({
  channels: procedure('setting.read').query(({ ctx }) => listChannels(ctx.env)),
  save: procedure('setting.write')
    .input(saveChannelInput)
    .mutation(({ ctx, input }) => saveChannel(ctx.env, ctx, input)),
  remove: procedure('setting.write')
    .input(channelIdInput)
    .mutation(({ ctx, input }) => removeChannel(ctx.env.db, ctx, input)),
  test: procedure('setting.write')
    .input(testChannelInput)
    .mutation(({ ctx, input }) => testChannel(ctx.env, ctx, input.id)),
})
