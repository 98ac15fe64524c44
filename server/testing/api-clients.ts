import { createHmac, randomUUID } from 'node:crypto'
import type { StaffActor } from '@/server/auth/actor'
import { createClient } from '@/server/features/api-clients/manage'
import type { ApiScope, FreshSecret } from '@/server/features/api-clients/schema'
import { SCHEME, signedText } from '@/server/features/api-clients/signature'
import type { World } from '@/server/testing/world'

/** A backend of a test. */
export async function newClient(
  world: World,
  actor: StaffActor,
  scopes: ApiScope[] = ['reports'],
): Promise<FreshSecret> {
  return await createClient(world.env.db, { actor, requestId: 'test' }, { name: 'Backend', scopes })
}

export type Signing = {
  method?: string
  path?: string
  body?: string
  time?: number
  nonce?: string
  headers?: Record<string, string>
}

/** A request as a backend signs it. */
export function signedRequest(
  { keyId, secret }: Pick<FreshSecret, 'keyId' | 'secret'>,
  signing: Signing = {},
) {
  const {
    method = 'POST',
    path = '/api/v1/reports',
    body = '',
    time = Date.now(),
    nonce = randomUUID(),
  } = signing
  const text = signedText({ method, path, body: Buffer.from(body) }, time, nonce)
  const signature = createHmac('sha256', secret).update(text).digest('hex')
  return new Request(`http://steward.test${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `${SCHEME} key=${keyId}, time=${time}, nonce=${nonce}, signature=${signature}`,
      ...signing.headers,
    },
    ...(method !== 'GET' && { body }),
  })
}
