import { env } from '@/server/env'
import { log } from '@/server/log'
import { beginNonces } from './nonces'

/** Lets the store of nonces begin with the process, so that no client's first request has to be signed again. */
export function beginApiClients(): void {
  beginNonces(env().fast, Date.now()).catch((error: unknown) => {
    log().warn({ err: error }, 'the store of nonces could not be begun')
  })
}
