'use server'

import { headers } from 'next/headers'
import { addressOf } from '@/server/auth/request'
import { env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { createFirstOwner } from '@/server/features/staff/first-run'
import { log } from '@/server/log'

/** Makes the first owner; answers null, or what was refused. Next.js lets only our own pages call it. */
export async function makeFirstOwner(typed: unknown): Promise<{ data: unknown } | null> {
  const requestId = crypto.randomUUID()
  const here = env()
  try {
    if (here.config.mode === 'demo') throw new DomainError('conflict', 'first_run_over')
    const address = addressOf(new Headers(await headers()), here.config.trustedProxies)
    await createFirstOwner(here, typed, { address, requestId })
    return null
  } catch (error) {
    if (error instanceof DomainError) {
      const { reason, field, facts } = error
      return { data: { reason, field, facts, requestId } }
    }
    log().error({ requestId, err: error }, 'the first run failed')
    return { data: { reason: 'internal', facts: {}, requestId } }
  }
}
