import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import { type DownloadLimits, download } from './download'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<{ base: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    listener(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { base: `http://127.0.0.1:${port}/media`, asked }
}

const limits = (base: string, changes: Partial<DownloadLimits> = {}): DownloadLimits => ({
  ownBases: [base],
  elsewhere: true,
  maxBytes: 10_000,
  timeoutMs: 2_000,
  ...changes,
})
const leftovers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('steward-media-'))

describe('a file of the chat’s own storage', () => {
  test('is loaded whole, counted and hashed, and nothing of ours is sent', async () => {
    const body = Buffer.alloc(5_000, 'x')
    const { base, asked } = await serve((_, response) => response.end(body))
    const got = await download(`${base}/a.png`, limits(base))
    if (got.state !== 'loaded') throw new Error(got.state)
    expect(got).toMatchObject({ bytes: 5_000, sha256: createHash('sha256').update(body).digest('hex') })
    expect(await readFile(got.path)).toEqual(body)
    await rm(got.path)
    expect(asked).toHaveLength(1)
    expect(asked[0]).not.toMatch(/cookie|authorization|referer/i)
  })

  test('follows redirects within it', async () => {
    const { base } = await serve((request, response) =>
      request.url === '/media/b'
        ? response.end('there')
        : response.writeHead(302, { location: '/media/b' }).end(),
    )
    const got = await download(`${base}/a`, limits(base))
    if (got.state !== 'loaded') throw new Error(got.state)
    expect(got.bytes).toBe(5)
    await rm(got.path)
  })

  test.each([
    [404, 'gone'],
    [403, 'gone'],
    [500, 'failed'],
    [206, 'failed'],
  ] as const)('answered with %i counts as %s', async (status, state) => {
    const { base } = await serve((_, response) => response.writeHead(status).end('no'))
    expect(await download(`${base}/a`, limits(base))).toEqual({ state })
  })

  test('is too large by what is told, or by what comes', async () => {
    const told = await serve((_, response) => response.writeHead(200, { 'content-length': '20000' }).end('x'))
    expect(await download(`${told.base}/a`, limits(told.base))).toEqual({ state: 'too_large' })
    const before = await leftovers()
    const endless = await serve((_, response) => {
      const more = () =>
        void (response.destroyed || response.write(Buffer.alloc(4_000), () => setImmediate(more)))
      more()
    })
    expect(await download(`${endless.base}/a`, limits(endless.base))).toEqual({ state: 'too_large' })
    expect(await leftovers()).toEqual(before)
  })

  test('that trickles is given up in time', async () => {
    const before = await leftovers()
    const { base } = await serve((_, response) => void response.writeHead(200).write('x'))
    expect(await download(`${base}/a`, limits(base, { timeoutMs: 150 }))).toEqual({ state: 'failed' })
    expect(await leftovers()).toEqual(before)
  })

  test('that only ever redirects is gone', async () => {
    const { base } = await serve((_, response) => response.writeHead(302, { location: '/media/a' }).end())
    expect(await download(`${base}/a`, limits(base))).toEqual({ state: 'gone' })
  })
})

describe('addresses inside the network', () => {
  test.each([
    'http://127.0.0.1:1/x',
    'http://localhost:1/x',
    'http://[::1]:1/x',
    'http://[::ffff:127.0.0.1]:1/x',
    'http://2130706433/x',
    'http://0x7f.1/x',
    'http://127.0.0.1.:1/x',
    'http://①②⑦.⓪.⓪.①:1/x',
    'http://[::]:1/x',
    'http://[fe80::1]:1/x',
    'http://169.254.169.254/latest/meta-data/',
    'http://user:pw@example.org/x',
    'file:///etc/passwd',
    'ftp://example.org/x',
    'not an address',
  ])('%s is refused', async (url) => {
    expect(await download(url, limits('https://files.example.org/openim'))).toEqual({ state: 'refused' })
  })

  test('are not reached by a redirect of the chat’s own storage', async () => {
    const inside = await serve((_, response) => response.end('secret'))
    const { base } = await serve((_, response) =>
      response.writeHead(302, { location: `${inside.base}/x` }).end(),
    )
    expect(await download(`${base}/a`, limits(base))).toEqual({ state: 'refused' })
    expect(inside.asked).toEqual([])
  })

  test('are not reached beside the chat’s own path', async () => {
    const { base, asked } = await serve((_, response) => response.end('secret'))
    const climbing = [
      '../admin',
      'a/../../admin',
      '%2e%2e/admin',
      '..%2fadmin',
      'a%2f..%2f..%2fadmin',
      '..%5cadmin',
    ]
    for (const path of [...climbing, '%252e%252e%252fadmin']) {
      expect(await download(`${base}/${path}`, limits(base))).toEqual({ state: 'refused' })
    }
    expect(asked).toEqual([])
  })

  test('and nowhere else, where the settings say so', async () => {
    expect(await download('https://example.org/x', limits('http://x.test', { elsewhere: false }))).toEqual({
      state: 'refused',
    })
  })
})
