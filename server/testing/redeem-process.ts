import { env } from '@/server/env'
import { redeem } from '@/server/features/invites/redeem'

/**
 * A web process to be killed: loads everything, says `ready`, and lets people in by a link once it is told whom. Started by
 * crash tests with the variables of their world.
 */
process.once('message', ({ code, userIds }: { code: string; userIds: string[] }) => {
  for (const userId of userIds) {
    const by = { kind: 'reporter', id: userId, name: userId } as const
    redeem(env(), { code, userId, by, requestId: 'test' }).catch(() => {})
  }
})
process.once('disconnect', () => process.exit())
env()
process.send?.('ready')
