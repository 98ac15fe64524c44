import { createServer, type Server } from 'node:http'
import type { CallLog } from './calls'
import { CONTROL_PREFIX, control } from './control'
import type { FaultPlan, FaultRule } from './faults'
import { serve } from './http'
import { type SandboxOptions, settingsOf } from './options'
import { routeTable } from './routes/table'
import { Runtime } from './runtime'
import { addAdmins } from './seed/admins'
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

/** Starts a sandbox and resolves once it listens. Throws when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const rt = new Runtime(settingsOf(options))
  addAdmins(rt)
  const server = listenerOf(rt)
  const url = await listen(server, rt.settings.host, rt.settings.port)
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
    const done = isControl ? control(rt, req, res) : serve(rt, routes, req, res)
    // a client that goes away in the middle of its request is no concern of ours
    done.catch(() => req.socket.destroy())
  })
  server.keepAliveTimeout = 60_000
  return server
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
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
