import { fact, when } from '@/server/actions/define-action'
import { type EffectContext, Obstacle } from '@/server/actions/effect'
import type { User } from '@/server/openim/user-schema'
import type { UserReading } from './reading'
import { isSystemAccount } from './system-account'

/**
 * The person as OpenIM has them now. Throws Obstacle `unknown_user`, or `system_account` for one of OpenIM's own;
 * OpenimError.
 */
export async function userNow(ctx: EffectContext, userId: string): Promise<User> {
  const { openim, config } = ctx.env
  const [user] = await openim.users.info([userId], ctx.options)
  if (!user) throw new Obstacle('unknown_user')
  if (isSystemAccount(config.openim.admin, userId, user)) throw new Obstacle('system_account')
  return user
}

/** What stands in the way of any action on a person who has to be there. */
export const notActedOn = (user: UserReading) => [
  ...when(!user.registered, fact('unknown_user')),
  ...when(user.isSystem, fact('system_account')),
]
