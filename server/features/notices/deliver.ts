import type { Env } from '@/server/env'
import { isOpenimError } from '@/server/openim/errors'
import type { NewMessage } from '@/server/openim/message-writes'
import type { AfterDecision } from './schema'

/** An announcement in the notification chat (contract 7.6). */
const ANNOUNCEMENT = 1400
/** OpenIM remembers for a day what became of a message; within it nothing is sent twice. */
const REMEMBERED_MS = 23 * 3_600_000

/** Who messages of ours come from. */
export type Sender = { id: string; name: string }

/** The account that is set, or null where owners set none. Pure. */
export const senderOf = ({ accountId, accountName }: AfterDecision): Sender | null =>
  accountId === null ? null : { id: accountId, name: accountName }

/** An announcement to one person. Pure. */
export function announcement({ id, name }: Sender, userId: string, text: string, ex: object): NewMessage {
  return {
    senderId: id,
    senderNickname: name,
    to: { userId },
    contentType: ANNOUNCEMENT,
    content: {
      notificationName: name,
      notificationFaceURL: '',
      notificationType: 1,
      text,
      url: '',
      mixType: 0,
      ex: JSON.stringify(ex),
    },
  }
}

/** A message whose id is its operation id, by which OpenIM tells what became of it; `attempts` counts this one too. */
type Parcel = { id: string; attempts: number; createdAt: Date }

/**
 * Does `work` about a message of ours unless somebody else is at it: of two jobs at once the second would take what the
 * first has on its way for lost, and send it again. Whoever dies at it lets go of it.
 */
export async function withoutOthers(
  { locks }: Env['db'],
  id: string,
  work: () => Promise<void>,
): Promise<void> {
  await locks.holding(`message:${id}`, work)
}

/**
 * Sends a message once and reads back what became of it. `later`: it is in doubt, and to be looked at again once a late
 * call can no longer land. Null from `compose`: there is nothing to send any more. Throws where OpenIM is away.
 */
export async function deliver(
  { openim }: Pick<Env, 'openim'>,
  { id, attempts, createdAt }: Parcel,
  compose: () => Promise<NewMessage | null>,
): Promise<'sent' | 'failed' | 'later'> {
  const readBack = async () => {
    const state = await openim.messages.sendState({ operationId: id })
    return state === 'sent' || state === 'failed' ? state : null
  }
  const before = attempts > 1 ? await readBack() : null
  if (before) return before
  if (Date.now() - createdAt.getTime() > REMEMBERED_MS) return 'failed'
  const message = await compose()
  if (!message) return 'failed'
  try {
    await openim.messages.send(message, { operationId: id })
  } catch (error) {
    // Nothing was sent: the next attempt need not look.
    if (!isOpenimError(error) || error.kind === 'unreachable') throw error
    const landed = await readBack()
    return landed ?? (error.kind === 'refused' ? 'failed' : 'later')
  }
  return (await readBack()) ?? 'later'
}
