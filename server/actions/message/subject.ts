import { actionsOn } from '@/server/actions/define-action'
import type { SubjectType } from '@/server/actions/subject'
import { type MessageAddress, messageAddress } from './address'
import { type DesiredMessage, desiredMessage } from './desired'
import { readMessage } from './read'
import { type MessageReading, readMessageToPlan } from './reading'

/** A message, by `<conversation id>#<seq>`. */
const messageSubject: SubjectType<MessageAddress, DesiredMessage, MessageReading> = {
  kind: 'message',
  address: messageAddress,
  desired: desiredMessage,
  initial: {},
  read: readMessageToPlan,
  reach: (ctx, address) => readMessage(ctx.env, address, { original: false }, ctx.options),
}

export const defineMessageAction = actionsOn(messageSubject)
