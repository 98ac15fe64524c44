import type { EffectContext } from '@/server/actions/effect'

/** Contract 7.7: plain text. */
const TEXT = 101

/**
 * Posts a text in the group as OpenIM's admin, who may write though it is no member and the group is muted (contract 4.7).
 * A message cannot be sent twice under one operation id without our knowing: OpenIM tells what became of it.
 */
export async function warnMembers(ctx: EffectContext, groupId: string, text: string): Promise<void> {
  const { adminId, messages, users } = ctx.env.openim
  const isSent = async () => (await messages.sendState(ctx.options)) === 'sent'
  if (await isSent()) return
  const [sender] = await users.info([adminId], ctx.options)
  const message = {
    senderId: adminId,
    senderNickname: sender?.nickname ?? adminId,
    senderFaceUrl: sender?.faceUrl ?? '',
    to: { groupId },
    contentType: TEXT,
    content: { content: text },
  }
  await ctx.call('warn', async () => void (await messages.send(message, ctx.options)), isSent)
}
