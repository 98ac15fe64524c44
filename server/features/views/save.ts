import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import type { SaveViewInput } from './schema'

type By = { actor: StaffActor; requestId: string }

/**
 * Keeps a filter under a name, or changes one of the caller's own. Throws DomainError `not_found` for a view that is not
 * theirs, `conflict` / `view_name_taken` when they have another of that name.
 */
export async function saveView(
  { prisma }: Pick<Db, 'prisma'>,
  { actor, requestId }: By,
  { id, kind, name, shared, filter }: SaveViewInput,
): Promise<{ id: string }> {
  // What is not asked for is no part of the JSON.
  const json = z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(filter)))
  const after = { name, shared, filter: json }
  try {
    return await prisma.$transaction(async (tx) => {
      const before = id === undefined ? undefined : await own(tx, id, kind, actor.id)
      const saved = before
        ? await tx.savedView.update({ where: { id: before.id }, data: { ...after, updatedAt: new Date() } })
        : await tx.savedView.create({ data: { ...after, kind, staffId: actor.id } })
      await appendAudit(tx, {
        actor,
        action: 'view.saved',
        subject: { kind: 'view', id: saved.id },
        ...(before && { before: { kind, name: before.name, shared: before.shared, filter: before.filter } }),
        after: { kind, ...after },
        requestId,
      })
      return { id: saved.id }
    })
  } catch (error) {
    if (isTaken(error))
      throw new DomainError('conflict', 'view_name_taken', { field: 'name', facts: { name } })
    throw error
  }
}

async function own(tx: Tx, id: string, kind: SaveViewInput['kind'], staffId: string) {
  const row = await tx.savedView.findFirst({ where: { id, kind, staffId } })
  if (!row) throw new DomainError('not_found', 'not_found')
  return { ...row, filter: z.json().parse(row.filter) }
}

const isTaken = (error: unknown) =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
