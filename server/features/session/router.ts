import { attention } from '@/server/features/health/get'
import { answersNow, openimHealth } from '@/server/features/session/openim-health'
import type { ConsoleHealth, Me } from '@/server/features/session/schema'
import { procedure, router } from '@/server/trpc/init'

export const sessionRouter = router({
  /** Who is signed in. */
  me: procedure('session.read').query(async ({ ctx }): Promise<Me> => {
    const { actor, env } = ctx
    const { email } = await env.db.prisma.staff.findUniqueOrThrow({
      where: { id: actor.id },
      select: { email: true },
    })
    return { id: actor.id, name: actor.name, email, role: actor.role, mode: env.config.mode }
  }),

  /** Whether OpenIM answers, and whether something deserves attention. */
  health: procedure('session.read').query(async ({ ctx }): Promise<ConsoleHealth> => {
    const [health, { worker, unsafe }] = await Promise.all([openimHealth(ctx.env), attention(ctx.env)])
    const { sinceMs, lastLatencyMs } = health
    return {
      openim: answersNow(health) ? 'up' : 'down',
      since: sinceMs,
      latencyMs: lastLatencyMs ?? null,
      worker,
      unsafe,
      oneProcess: ctx.env.config.oneProcess,
    }
  }),
})
