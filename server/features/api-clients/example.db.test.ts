import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newClient } from '@/server/testing/api-clients'
import { clientApi } from '@/server/testing/client-api'
import { createInvites } from '@/server/testing/invites'
import { freshGroup } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { beginNonces } from './nonces'

let world: World
let folder: string

beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  folder = await mkdtemp(join(tmpdir(), 'steward-example-'))
  await beginNonces(world.env.fast, Date.now() - 1_000)
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await world.close()
})

/** The client API over HTTP. */
async function serve(): Promise<{ base: string; close: () => void }> {
  const call = clientApi(world)
  const server = createServer(async (asked, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of asked) chunks.push(Buffer.from(chunk))
    const path = asked.url ?? ''
    const request = new Request(`http://127.0.0.1${path}`, {
      method: asked.method ?? 'GET',
      headers: new Headers(Object.entries(asked.headers).map(([name, value]) => [name, String(value)])),
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    const answer = await call(request)
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.number() }).parse(server.address())
  return { base: `http://127.0.0.1:${port}`, close: () => server.close() }
}

const line = z.object({ status: z.number(), number: z.string(), outcome: z.string().optional() })

/** Runs one of the examples of the API page, and answers the lines that it prints. */
async function run(which: number, env: Record<string, string>): Promise<unknown[]> {
  const page = await readFile('docs/api.md', 'utf8')
  const script = [...page.matchAll(/```js\n([\s\S]*?)```/g)][which]?.[1] ?? ''
  const file = join(folder, `example-${which}.mjs`)
  await writeFile(file, script)
  const { base, close } = await serve()
  const settings = { ...process.env, BASE: base, ...env }
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env: settings })
  close()
  const lines = stdout.trim().split('\n')
  return lines.map((text) => JSON.parse(text))
}

test('the example of the API page sends a report and reads its outcome', async () => {
  const { id, reporter } = await freshGroup(world)
  const { keyId, secret } = await newClient(world, await world.staff('owner'))
  const lines = await run(0, { KEY: keyId, SECRET: secret, REPORTER: reporter, GROUP: id })
  const [sent, asked] = lines.map((value) => line.parse(value))
  expect(sent?.status).toBe(201)
  expect(asked).toEqual({ status: 200, number: sent?.number, outcome: 'received' })
})

test('the one of invite links makes a link, lets somebody in and revokes it', async () => {
  const { groupId } = await world.group(2)
  const [person = ''] = await createInvites(world).people(1)
  const at = new Date()
  const known = { name: 'Harbour', memberCount: 2, status: 'normal', createdAt: at, readAt: at } as const
  await world.env.db.prisma.groupIndex.create({ data: { groupId, ...known } })
  const { keyId, secret } = await newClient(world, await world.staff('owner'), [
    'invites_manage',
    'invites_redeem',
  ])
  expect(await run(1, { KEY: keyId, SECRET: secret, PERSON: person, GROUP: groupId })).toEqual([
    { same: true, came: 'joined', twice: 'already_member', gone: 'revoked' },
  ])
})
