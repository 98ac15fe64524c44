import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { receiveReport } from '@/server/features/reports/receive'
import { tellOutcome } from '@/server/features/reports/tell-outcome'
import { newClient } from '@/server/testing/api-clients'
import { freshGroup } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { beginNonces } from './nonces'

let world: World
let folder: string

beforeAll(async () => {
  world = await testWorld()
  folder = await mkdtemp(join(tmpdir(), 'steward-example-'))
  await beginNonces(world.env.fast, Date.now() - 1_000)
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await world.close()
})

/** The client API over HTTP, as far as the example calls it. */
async function serve(): Promise<{ base: string; close: () => void }> {
  const server = createServer(async (asked, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of asked) chunks.push(Buffer.from(chunk))
    const path = asked.url ?? ''
    const request = new Request(`http://127.0.0.1${path}`, {
      method: asked.method ?? 'GET',
      headers: new Headers(Object.entries(asked.headers).map(([name, value]) => [name, String(value)])),
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    const answer =
      request.method === 'POST'
        ? await receiveReport(world.env, request)
        : await tellOutcome(world.env, request, path.split('/').at(-1) ?? '')
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.number() }).parse(server.address())
  return { base: `http://127.0.0.1:${port}`, close: () => server.close() }
}

const line = z.object({ status: z.number(), number: z.string(), outcome: z.string().optional() })

test('the example of the API page sends a report and reads its outcome', async () => {
  const page = await readFile('docs/api.md', 'utf8')
  const [, script = ''] = /```js\n([\s\S]*?)```/.exec(page) ?? []
  const file = join(folder, 'example.mjs')
  await writeFile(file, script)
  const { id, reporter } = await freshGroup(world)
  const { keyId, secret } = await newClient(world, await world.staff('owner'))
  const { base, close } = await serve()
  const env = { ...process.env, BASE: base, KEY: keyId, SECRET: secret, REPORTER: reporter, GROUP: id }
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env })
  close()
  const [sent, asked] = stdout
    .trim()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)))
  expect(sent?.status).toBe(201)
  expect(asked).toEqual({ status: 200, number: sent?.number, outcome: 'received' })
})
