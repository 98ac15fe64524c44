import { fact, type Verdict, when } from '@/server/actions/define-action'
import { keepMessage, keptMessage } from './keep'
import { mediaLeft } from './media-left'
import { messageNow } from './now'
import { deleteInput } from './schema'
import { defineMessageAction } from './subject'

/**
 * Delete a message for everybody, for good (contract 7.4). Told in the name of somebody who has the conversation, apps
 * remove it from the screen; where nobody can be found who has it, it is deleted without a word. What is behind its links
 * is no message and stays: whether it can still be loaded is looked at afterwards.
 */
export const deleteMessage = defineMessageAction({
  name: 'message.delete',
  input: deleteInput,
  kept: keptMessage,
  inverse: () => null,
  desired: () => ({ state: 'deleted' }),

  plan: (message) => ({
    people: 1,
    consequences: [
      message.state === 'destroyed' ? fact('delete_already') : fact('delete_for_all'),
      ...when(message.state !== 'destroyed', fact('message_kept_first')),
      fact('message_copies_stay'),
      ...when(message.hasMedia, fact('message_media_stays'), fact('delete_media_checked')),
    ],
    obstacles: when(message.isNotice, fact('notice_message')),
    takenBack: null,
  }),

  keep: async (ctx, { ledgerId, ...address }) => (await keepMessage(ctx, address, ledgerId)).kept,

  async apply(ctx, intent, kept) {
    const { conversationId, seq } = intent
    const { state, readerId } = await messageNow(ctx, intent, kept)
    if (state === 'destroyed') return
    await ctx.call(
      'delete',
      () =>
        ctx.env.openim.messages.deleteForAll(
          conversationId,
          [seq],
          { tellAs: readerId ?? undefined },
          ctx.options,
        ),
      async () => (await messageNow(ctx, intent, kept)).state === 'destroyed',
    )
  },

  async verify(ctx, intent, kept): Promise<Verdict> {
    const { state } = await messageNow(ctx, intent, kept)
    if (state !== 'destroyed') return { kind: 'absent', code: 'not_deleted' }
    return {
      kind: 'holds',
      facts: { media: await mediaLeft(ctx, kept), told: kept.readerId === null ? 'no' : 'yes' },
    }
  },
})
