import { createServer, type Server } from 'node:http'
import type { CallLog } from './calls'
import { seedChance } from './chance'
import { CONTROL_PREFIX, control } from './control'
import { purge } from './dismissal'
import type { FaultPlan, FaultRule } from './faults'
import { serve } from './http'
import { Community } from './live/community'
import { Reporter } from './live/reporter'
import { type SandboxOptions, settingsOf } from './options'
import { loadStore, Persistence } from './persistence'
import { routeTable } from './routes/table'
import { Runtime } from './runtime'
import { addAdmins } from './seed/admins'
import { seedDemo } from './seed/demo'
import { drawPicture, PICTURE_PREFIX } from './seed/picture'
import { seedSize } from './seed/size'
import type { Store } from './state/store'

/** A running stand-in for an OpenIM server. */
export interface Sandbox {
  /** Base address, e.g. http://127.0.0.1:10002 */
  url: string
  /** Fault rules: add, clear; `down` resets every connection. */
  faults: FaultPlan
  /** The calls seen. */
  calls: CallLog
  /** The state itself, to look at from a test; `store.counters` counts what happened to each group. */
  store: Store
  /** Adds fault rules. */
  addFaults(rules: readonly FaultRule[]): void
  /** Resets every connection until called with false. */
  setDown(down: boolean): void
  close(): Promise<void>
}

/** Where chance begins when there is a seed. */
const FIRST_CHANCE = 1

/** Lets the community write and report, as far as the settings say so. */
function bringToLife(rt: Runtime, url: string): void {
  const { live, reportsTo } = rt.settings
  const reporter = reportsTo ? new Reporter(rt, reportsTo) : undefined
  reporter?.reportIncidents()
  if (live) new Community(rt, url, reporter).start()
}

/** Puts the first people and groups into an empty store. */
function fill(rt: Runtime, url: string): void {
  const { seed } = rt.settings
  if (seed === 'demo') seedDemo(rt.store, rt.clock(), url)
  else if (seed !== 'none') seedSize(rt.store, seed, rt.clock(), url)
  rt.store.livingGroups()
}

/** Starts a sandbox and resolves once it listens. Throws when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = settingsOf(options)
  const saved = settings.data ? loadStore(settings.data) : undefined
  const rt = new Runtime(settings, saved)
  const server = listenerOf(rt)
  const url = await listen(server, settings.host, settings.port)
  // nothing can have been asked yet: connections are taken up in later turns of the event loop
  addAdmins(rt)
  // a saved state was made with these ids already
  seedChance(settings.seed === 'none' || saved ? undefined : FIRST_CHANCE)
  if (!saved) fill(rt, url)
  rt.store.versions.recording = true
  for (const groupID of [...rt.store.awaitingPurge]) purge(rt, groupID, 'restart')
  const persistence = settings.data ? new Persistence(settings.data, rt.store) : undefined
  if (persistence) {
    rt.onChange = persistence.changed
    persistence.changed()
  }
  bringToLife(rt, url)
  return {
    url,
    faults: rt.faults,
    calls: rt.calls,
    store: rt.store,
    addFaults: (rules) => rt.faults.add(rules),
    setDown: (down) => {
      rt.faults.down = down
    },
    close: async () => {
      rt.stopTimers()
      await stop(server)
      persistence?.save()
    },
  }
}

function listenerOf(rt: Runtime): Server {
  const routes = routeTable()
  const server = createServer((req, res) => {
    const isControl = req.url?.startsWith(CONTROL_PREFIX)
    if (rt.faults.down && !isControl) {
      req.socket.resetAndDestroy()
      return
    }
    if (req.method === 'GET' && req.url?.startsWith(PICTURE_PREFIX)) {
      res.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'public, max-age=86400' })
      res.end(drawPicture(req.url))
      return
    }
    const done = isControl ? control(rt, req, res) : serve(rt, routes, req, res)
    // a client that goes away in the middle of its request is no concern of ours
    done.catch(() => req.socket.destroy())
  })
  server.keepAliveTimeout = 60_000
  return server
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new Error(`--port: ${port} is taken; something listens on ${host} there`) : error)
    })
    server.listen(port, host, () => {
      const address = server.address()
      const bound = typeof address === 'object' && address ? address.port : port
      resolve(`http://${host}:${bound}`)
    })
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
