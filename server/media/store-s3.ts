import { openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import type { Config } from '@/server/config'
import type { MediaStore } from './store'

/** For reading a file at the speed of whoever looks at it, ms. */
const WATCHED_MS = 600_000

type S3 = NonNullable<Config['media']['s3']>

/** Thrown when the storage refuses or does not answer; says which and nothing of the keys. */
class MediaStoreError extends Error {
  constructor(what: string, status: number) {
    super(`the media storage answered ${status} to ${what}`)
    this.name = 'MediaStoreError'
  }
}

/** Keeps files in a bucket of an S3-compatible storage, as `<first two letters>/<hash>`; the bucket has to be there. */
export function s3Store(
  { endpoint, bucket, region, accessKey, secretKey }: S3,
  timeoutMs: number,
): MediaStore {
  const client = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    region,
    service: 's3',
    retries: 2,
  })
  const urlOf = (sha256: string) => `${endpoint}/${bucket}/${sha256.slice(0, 2)}/${sha256}`
  const ask = (sha256: string, init: RequestInit, ms = timeoutMs) =>
    client.fetch(urlOf(sha256), { ...init, redirect: 'error', signal: AbortSignal.timeout(ms) })

  return {
    async put(sha256, path) {
      const answer = await ask(sha256, {
        method: 'PUT',
        body: await openAsBlob(path),
        headers: {
          // The storage checks that it got just this.
          'x-amz-content-sha256': sha256,
          'content-type': 'application/octet-stream',
        },
      })
      await answer.body?.cancel()
      if (!answer.ok) throw new MediaStoreError('PUT', answer.status)
    },
    async open(sha256, range) {
      const headers = range && { range: `bytes=${range.start}-${range.end}` }
      const answer = await ask(sha256, { method: 'GET', ...(headers && { headers }) }, WATCHED_MS)
      if (answer.ok && answer.body !== null) return Readable.from(answer.body)
      await answer.body?.cancel()
      if (answer.status === 404) return null
      throw new MediaStoreError('GET', answer.status)
    },
    async remove(sha256) {
      const answer = await ask(sha256, { method: 'DELETE' })
      await answer.body?.cancel()
      if (!answer.ok && answer.status !== 404) throw new MediaStoreError('DELETE', answer.status)
    },
  }
}
