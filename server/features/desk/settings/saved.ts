import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import type { AuditAction } from '@/server/audit/schema'
import type { StaffActor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'

export type By = { actor: StaffActor; requestId: string }

type Kind = 'desk' | 'policy' | 'preset' | 'queue' | 'reason' | 'team' | 'template'

const facts = z.record(z.string(), z.json())

/** The trace of one changed setting of the desk. What a field does not have is no part of it. */
export async function noteSaved(
  tx: Tx,
  { actor, requestId }: By,
  change: { action: AuditAction; kind: Kind; id: string; before?: object; after?: object },
): Promise<void> {
  const { action, kind, id, before, after } = change
  await appendAudit(tx, {
    actor,
    requestId,
    action,
    subject: { kind: 'setting', id: `${kind}/${id}` },
    before: before && plain(before),
    after: after && plain(after),
  })
}

const plain = (value: object) => facts.parse(JSON.parse(JSON.stringify(value)))

/** Somebody saved it meanwhile, or it is not there any more. Throws DomainError. */
export function changedMeanwhile(isThere: boolean): never {
  throw isThere ? new DomainError('conflict', 'setting_changed') : new DomainError('not_found', 'not_found')
}

/** Runs what may meet a row that is there already, and refuses under `reason` if it does. */
export async function unlessTaken<T>(reason: string, field: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error
    throw new DomainError('conflict', reason, { field })
  }
}
