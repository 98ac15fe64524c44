import { setTimeout as pause } from 'node:timers/promises'
import { env } from '@/server/env'
import { log } from '@/server/log'
import { beginNonces } from './nonces'

const AGAIN_MS = 1_000

/**
 * Lets the store of nonces begin with the process, so that no client's first request has to be signed again: as soon as it
 * answers, however long that takes.
 */
export function beginApiClients(): void {
  keepBeginning().catch((error: unknown) => {
    log().warn({ err: error }, 'the store of nonces could not be begun')
  })
}

async function keepBeginning(): Promise<void> {
  while ((await beginNonces(env().fast, Date.now())) === null)
    await pause(AGAIN_MS, undefined, { ref: false })
}
