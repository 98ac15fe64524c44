import packageJson from '@/package.json'
import { env } from '@/server/env'
import { answersNow, openimHealth } from '@/server/features/session/openim-health'

/** For whoever watches this server: 200 while it can serve, 503 while it cannot. Says nothing secret. */
export async function GET(): Promise<Response> {
  const here = env()
  const [database, redis, openim] = await Promise.all([
    here.db.prisma.$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    ),
    here.fast.alive(),
    openimHealth(here),
  ])
  const health = {
    // Without Redis limits let through, and without OpenIM decisions wait: both can go on.
    ok: database,
    database: database ? 'up' : 'down',
    redis: redis ? here.fast.kind : 'away',
    openim: answersNow(openim) ? 'up' : 'down',
    version: packageJson.version,
  }
  return Response.json(health, { status: database ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
