import { z } from 'zod'
import { actionsOn } from '@/server/actions/define-action'
import type { SubjectType } from '@/server/actions/subject'
import { readUser, type UserReading } from './reading'

/** A person, by OpenIM id. Nothing lasting is desired of them: their name and picture are theirs to change. */
const userSubject: SubjectType<{ userId: string }, Record<string, never>, UserReading> = {
  kind: 'user',
  address: (userId) => ({ userId }),
  desired: z.strictObject({}),
  initial: {},
  read: readUser,
  reach: (ctx, { userId }) => ctx.env.openim.users.info([userId], ctx.options),
}

export const defineUserAction = actionsOn(userSubject)
