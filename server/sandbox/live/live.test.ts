import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkToken } from '../access'
import { settingsOf } from '../options'
import { Runtime } from '../runtime'
import { seedDemo } from '../seed/demo'
import { demoIncidents } from '../seed/incident-messages'
import { Community } from './community'
import { Reporter } from './reporter'

describe('the living community', () => {
  let rt: Runtime
  let console_: Server
  let url: string
  /** What the console answers to the nth report; 201 beyond. */
  let statuses: number[]
  let posted: { token: string; body: { reason: string; subject: { kind: string } } }[]

  beforeEach(async () => {
    rt = new Runtime(settingsOf({ storeDelayMs: 0 }))
    seedDemo(rt.store, rt.clock(), 'http://sandbox')
    statuses = []
    posted = []
    console_ = createServer(async (req, res) => {
      let text = ''
      for await (const chunk of req) text += String(chunk)
      const status = statuses.shift() ?? 201
      if (status < 300) {
        posted.push({
          token: String(req.headers.authorization).replace('Bearer ', ''),
          body: JSON.parse(text),
        })
      }
      res.writeHead(status, { 'content-type': 'application/json' })
      res.end('{}')
    })
    await new Promise<void>((resolve) => console_.listen(0, '127.0.0.1', resolve))
    const address = console_.address()
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  })
  afterEach(() => {
    rt.stopTimers()
    console_.close()
    console_.closeAllConnections()
  })

  it('reports every incident once, in order, as the reporter, however often the console fails', async () => {
    statuses = [503, 500, 429, 201, 401]
    const incidents = demoIncidents(rt.store)
    new Reporter(rt, url, 0.001).reportIncidents()
    await expect.poll(() => rt.store.notes.get('reportedIncidents')).toBe(incidents.length)
    expect(posted.map((p) => p.body)).toEqual(incidents.map((i) => i.body))
    expect(posted.map((p) => checkToken(rt, p.token).UserID)).toEqual(incidents.map((i) => i.reporter))
    new Reporter(rt, url, 0.001).reportIncidents()
    expect(posted).toHaveLength(incidents.length)
  })

  it('goes on behind a report that is refused', async () => {
    statuses = [422]
    const incidents = demoIncidents(rt.store)
    new Reporter(rt, url, 0.001).reportIncidents()
    await expect.poll(() => posted.length).toBe(incidents.length - 1)
  })

  it('writes, misbehaves and reports', async () => {
    new Community(rt, 'http://sandbox', new Reporter(rt, url, 0.001), 0.001).start()
    await expect.poll(() => posted.length).toBeGreaterThan(2)
    expect(posted.every((p) => p.body.subject.kind === 'message')).toBe(true)
    const written = Object.values(rt.store.counters.all()).reduce((sum, c) => sum + (c.message ?? 0), 0)
    expect(written).toBeGreaterThan(20)
  })
})
