import { Agent, get } from 'node:http'
import { Pool } from 'pg'
import { appCopy } from './app-copy'
import { atEnd } from './cleanup'
import { demoSession } from './demo-session'
import { type Figure, limitedByRatio, median, note } from './figure'
import { fillCases } from './fill-cases'
import { startSystem } from './system'

const WARM_UP = 200
const ROUNDS = 600
const LIMIT = 1.5
/** Requests under way at once. */
const CROWDS = [1, 8]

const PROCEDURE = `/api/trpc/cases.list?input=${encodeURIComponent('{"state":"open","sort":"oldest"}')}`
const BARE = '/api/bench/cases'
const BARE_READ_ONCE = '/api/bench/cases?read=once'

/**
 * The case list with 100,000 cases over HTTP. Baseline: a bare route handler of the same server that checks the same
 * session, reads the same rows by plain SQL and answers the same bytes (bare-route.ts). One request at a time, and
 * eight at once; the figure is the worse of the two.
 */
export async function listHttp(): Promise<Figure[]> {
  const system = await startSystem(appCopy({ 'bench/bare-route.ts': 'app/api/bench/cases/route.ts' }))
  const cookie = await demoSession(system.url)
  await fillCases(system.databaseUrl, await staffIds(system.databaseUrl))
  const agent = new Agent({ keepAlive: true })
  atEnd(() => agent.destroy())
  const read = (path: string) => fetchText(system.url + path, cookie, agent)
  await expectSameBytes(read)
  const results = []
  for (const crowd of CROWDS) results.push(await interleave(read, crowd))
  const worst = results.toSorted((a, b) => b.ours / b.bare - a.ours / a.bare)[0]
  if (!worst) throw new Error('nothing was measured')
  const { ours: value, bare: baseline } = worst
  return [limitedByRatio({ name: 'list-http', value, unit: 'ms', baseline, limit: LIMIT })]
}

type Read = (path: string) => Promise<string>

async function expectSameBytes(read: Read) {
  const ours = await read(PROCEDURE)
  for (const path of [BARE, BARE_READ_ONCE]) {
    if ((await read(path)) !== ours) throw new Error(`${path} answers other bytes than the procedure`)
  }
}

/** Medians of the time of one request, taken in turns so that all meet the same weather. */
async function interleave(read: Read, crowd: number): Promise<{ ours: number; bare: number }> {
  const times = { [PROCEDURE]: [] as number[], [BARE]: [] as number[], [BARE_READ_ONCE]: [] as number[] }
  for (let round = -WARM_UP; round < ROUNDS / crowd; round++) {
    for (const [path, taken] of Object.entries(times)) {
      const begun = performance.now()
      await Promise.all(Array.from({ length: crowd }, () => read(path)))
      if (round >= 0) taken.push((performance.now() - begun) / crowd)
    }
  }
  const [ours = 0, bare = 0, once = 0] = Object.values(times).map(median)
  const ratio = (baseline: number) => `${baseline.toFixed(2)} ms (${(ours / baseline).toFixed(2)}×)`
  note(
    `  ${crowd} at once: procedure ${ours.toFixed(2)} ms, bare ${ratio(bare)}, bare that reads once ${ratio(once)}`,
  )
  return { ours, bare }
}

function fetchText(url: string, cookie: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { cookie }, agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString())
        else reject(new Error(`${url} answered ${response.statusCode}`))
      })
    })
    request.on('error', reject)
  })
}

async function staffIds(url: string): Promise<string[]> {
  const pool = new Pool({ connectionString: url, max: 1 })
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM staff')
  await pool.end()
  return rows.map((row) => row.id)
}
