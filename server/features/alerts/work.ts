import type { Env } from '@/server/env'
import { tellDeadlines } from './deadlines'
import { gatherAlerts } from './gather'
import { sendAlerts } from './send'

const KEEP_MS = 30 * 86_400_000

/** Looks for deadlines that are near, and sends what is to be sent. Any number of processes may run it. */
export async function workAlerts(env: Pick<Env, 'db' | 'config'>): Promise<void> {
  await tellDeadlines(env.db)
  await gatherAlerts(env)
  await sendAlerts(env)
  await env.db.prisma.alertMessage.deleteMany({
    where: { createdAt: { lt: new Date(Date.now() - KEEP_MS) }, state: { in: ['sent', 'failed'] } },
  })
}
