import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { reachDatabase, reachRedis } from './reach'

/** A port at which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 1
}

test('a database that is not there is told by the name of its variable, without the password', async () => {
  const tried = reachDatabase(`postgresql://me:hidden@127.0.0.1:${await deadPort()}/x`)
  await expect(tried).rejects.toThrow(/^DATABASE_URL: PostgreSQL cannot be used there: .*ECONNREFUSED/)
  await expect(tried).rejects.not.toThrow(/hidden/)
})

test('a Redis that is not there is told by the name of its variable', async () => {
  const tried = reachRedis(`redis://127.0.0.1:${await deadPort()}`)
  await expect(tried).rejects.toThrow(/^REDIS_URL: Redis cannot be used there: .*ECONNREFUSED/)
})
