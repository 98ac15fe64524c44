import type { Db } from '@/server/db/client'
import { DomainError } from '@/server/errors'

/** A request that still waits, with what was requested. Throws DomainError `not_found`, `conflict` / `approval_over`. */
export async function openRequest(prisma: Db['prisma'], id: string) {
  const request = await prisma.approval.findUnique({ where: { id }, include: { ledger: true, batch: true } })
  if (!request) throw new DomainError('not_found', 'not_found')
  if (request.state !== 'waiting') throw new DomainError('conflict', 'approval_over')
  return request
}
