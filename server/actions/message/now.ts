import { type Attempt, sharedReading } from '@/server/actions/attempt'
import { type EffectContext, Obstacle } from '@/server/actions/effect'
import type { MessageAddress } from './address'
import type { KeptMessage } from './keep'
import { type MessageNow, readMessage } from './read'

type Context = Pick<EffectContext, 'env' | 'options'> & { attempt: Attempt }
type Ids = [conversationId: string, seq: string, readerId: string, clientMsgId: string, sentAt: string]

const sharedNow = sharedReading<Context, Ids, MessageNow | null>(
  ({ env, options }, conversationId, seq, readerId, clientMsgId, sentAt) => {
    const known =
      clientMsgId === ''
        ? undefined
        : { readerId: readerId === '' ? null : readerId, clientMsgId, sentAt: Number(sentAt) }
    return readMessage(env, { conversationId, seq: Number(seq) }, { known, original: false }, options)
  },
)

/** The message as OpenIM has it now. Throws Obstacle `unknown_message` where it is not to be seen, OpenimError. */
export async function messageNow(
  ctx: EffectContext,
  { conversationId, seq }: MessageAddress,
  { readerId, clientMsgId, sentAt }: KeptMessage,
): Promise<MessageNow> {
  const now = await sharedNow(ctx, conversationId, String(seq), readerId ?? '', clientMsgId, String(sentAt))
  if (now === null) throw new Obstacle('unknown_message')
  return now
}
