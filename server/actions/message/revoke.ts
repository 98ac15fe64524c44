import { fact, type Verdict, when } from '@/server/actions/define-action'
import { Obstacle } from '@/server/actions/effect'
import { keepMessage, keptMessage } from './keep'
import { mediaLeft } from './media-left'
import { messageNow } from './now'
import { revokeInput } from './schema'
import { defineMessageAction } from './subject'

/**
 * Revoke a message as the app admin (contract 7.4): everybody sees that it was taken back. OpenIM keeps what it said and
 * shows it to searches, so it can be read back; it cannot be undone.
 */
export const revokeMessage = defineMessageAction({
  name: 'message.revoke',
  input: revokeInput,
  kept: keptMessage,
  inverse: () => null,
  desired: () => ({ state: 'revoked' }),

  plan: (message) => ({
    people: 1,
    consequences: [
      fact('revoke_notice_instead'),
      ...when(message.state === 'revoked', fact('revoke_already')),
      fact('message_kept_first'),
      fact('revoke_text_stays'),
      fact('message_copies_stay'),
      ...when(message.hasMedia, fact('message_media_stays'), fact('delete_media_checked')),
    ],
    obstacles: [
      ...when(message.state === 'destroyed', fact('message_destroyed')),
      ...when(message.isNotice, fact('notice_message')),
    ],
    takenBack: null,
  }),

  async keep(ctx, { ledgerId, ...address }) {
    const { now, kept } = await keepMessage(ctx, address, ledgerId)
    // OpenIM would answer success (contract 7.4), and nothing would have been taken back.
    if (now.state === 'destroyed') throw new Obstacle('message_destroyed')
    return kept
  },

  async apply(ctx, intent, kept) {
    const { conversationId, seq } = intent
    const { state } = await messageNow(ctx, intent, kept)
    if (state === 'destroyed') throw new Obstacle('message_destroyed')
    if (state === 'revoked') return
    await ctx.call(
      'revoke',
      () => ctx.env.openim.messages.revoke(conversationId, seq, ctx.options),
      async () => (await messageNow(ctx, intent, kept)).state === 'revoked',
    )
  },

  async verify(ctx, intent, kept): Promise<Verdict> {
    const { state } = await messageNow(ctx, intent, kept)
    if (state === 'destroyed') throw new Obstacle('message_destroyed')
    if (state !== 'revoked') return { kind: 'absent', code: 'not_revoked' }
    return { kind: 'holds', facts: { media: await mediaLeft(ctx, kept) } }
  },
})
