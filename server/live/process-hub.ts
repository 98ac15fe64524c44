import { config } from '@/server/config'
import { env } from '@/server/env'
import { createHub, type Hub } from '@/server/live/hub'
import { startLiveListener } from '@/server/live/listener'
import { placeCases } from '@/server/live/place-cases'
import { log } from '@/server/log'
import { once } from '@/server/once'

/** This web process's hub, with its one listening connection, started by the first subscriber. */
export const processHub = once('live-hub', (): Hub => {
  const hub = createHub((events) => placeCases(env().db.prisma, events))
  const listener = startLiveListener({
    url: config().databaseUrl,
    onEvent: hub.publish,
    onConnect: hub.hello,
    onLost: (error) => log().warn({ err: error }, 'live updates: connection lost, trying again'),
  })
  // The web server waits for open answers before it ends, and these would stay open for ever.
  const end = () => {
    hub.close()
    void listener.stop()
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  return hub
})
