import type { User } from '@/server/openim/user-schema'

/** The lowest level of an account that is nobody's own: app admins, notification accounts, robots (contract 5.1). */
const SYSTEM_LEVEL = 2

/** Whether an account is OpenIM's or the console's own and so never acted on. Pure. */
export function isSystemAccount(
  adminId: string,
  userId: string,
  user: Pick<User, 'appLevel'> | undefined,
): boolean {
  return userId === adminId || (user?.appLevel ?? 0) >= SYSTEM_LEVEL
}
