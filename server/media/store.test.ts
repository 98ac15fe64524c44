import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MediaStore, mediaStore } from './store'
import { startTestS3 } from './test-s3'

const keys = { accessKey: 'AKIATEST', secretKey: 'a/secret+key', region: 'eu-west-9' }
let folder: string
let s3: Awaited<ReturnType<typeof startTestS3>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steward-store-'))
  s3 = await startTestS3(keys)
})
afterAll(async () => {
  await s3.close()
  await rm(folder, { recursive: true })
})

const storeIn = (where: 'folder' | 's3', secretKey = keys.secretKey): MediaStore =>
  mediaStore({
    media: {
      folder: join(folder, 'media'),
      s3: where === 's3' ? { endpoint: s3.endpoint, bucket: 'evidence', ...keys, secretKey } : undefined,
      from: 'anywhere',
      maxBytes: 1,
      timeoutMs: 2_000,
    },
  })

async function file(content: Buffer) {
  const path = join(folder, randomUUID())
  await writeFile(path, content)
  return { path, sha256: createHash('sha256').update(content).digest('hex') }
}

async function read(stream: Readable | null): Promise<Buffer | null> {
  return stream && Buffer.concat(await stream.toArray())
}

describe.each(['folder', 's3'] as const)('media kept in %s', (where) => {
  test('comes back as it was, whole or in part, is kept twice like once, and is gone when it was removed', async () => {
    const store = storeIn(where)
    const content = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251))
    const { path, sha256 } = await file(content)
    expect(await store.open(sha256)).toBeNull()
    await store.put(sha256, path)
    await store.put(sha256, path)
    expect(await read(await store.open(sha256))).toEqual(content)
    expect(await read(await store.open(sha256, { start: 10, end: 19 }))).toEqual(content.subarray(10, 20))
    await store.remove(sha256)
    await store.remove(sha256)
    expect(await store.open(sha256)).toBeNull()
  })
})

test('a folder holds nothing half written, and lets nobody else read', async () => {
  const store = storeIn('folder')
  const { path, sha256 } = await file(Buffer.from('private'))
  await Promise.all([1, 2, 3].map(() => store.put(sha256, path)))
  const inside = join(folder, 'media', sha256.slice(0, 2))
  expect(await readdir(inside)).toEqual([sha256])
  expect((await stat(join(inside, sha256))).mode & 0o077).toBe(0)
  await expect(store.put(sha256, join(folder, 'missing'))).rejects.toThrow()
  expect(await readdir(inside)).toEqual([sha256])
})

test('a storage that refuses is an error that names no key', async () => {
  const store = storeIn('s3', 'another key')
  const { path, sha256 } = await file(Buffer.from('x'))
  await expect(store.put(sha256, path)).rejects.toThrow(/403 to PUT/)
  await expect(store.open(sha256)).rejects.toThrow(/403 to GET/)
  await expect(store.put(sha256, path)).rejects.not.toThrow(/another key/)
})

test('a storage that got something else than its hash says refuses it', async () => {
  const { path } = await file(Buffer.from('other'))
  await expect(storeIn('s3').put('0'.repeat(64), path)).rejects.toThrow(/400 to PUT/)
})
