import type { z } from 'zod'
import type { StaffActor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'
import { writeSetting } from '@/server/settings'
import type { setAfterDecisionInput } from './schema'
import { AFTER_DECISION } from './settings'

/** As many as notification accounts have levels: 3, or 4 for a robot (contract 5.2). */
const NOTIFIES = 3

/**
 * Sets what holds after decisions. The account that notices come from has to be one of OpenIM's notification accounts.
 * Throws DomainError `invalid` / `account_unknown`, `unavailable`, `conflict` / `setting_changed`.
 */
export async function setAfterDecision(
  env: Env,
  by: { actor: StaffActor; requestId: string },
  next: z.output<typeof setAfterDecisionInput>,
): Promise<void> {
  const { accountId } = next.value
  if (accountId !== null && !(await isNotifier(env, accountId, by.requestId)))
    throw new DomainError('invalid', 'account_unknown', { field: 'accountId' })
  await env.db.prisma.$transaction((tx) => writeSetting(tx, by, AFTER_DECISION, next))
}

async function isNotifier({ openim }: Env, id: string, operationId: string): Promise<boolean> {
  try {
    const { accounts } = await openim.notificationAccounts.search(
      { keyword: id, page: 1, size: 10 },
      { operationId },
    )
    return accounts.some((account) => account.id === id && account.appLevel >= NOTIFIES)
  } catch (error) {
    if (isAway(error)) throw new DomainError('unavailable', 'openim_away', { cause: error })
    throw error
  }
}
