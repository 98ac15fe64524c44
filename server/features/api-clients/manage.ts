import { randomBytes } from 'node:crypto'
import { appendAudit } from '@/server/audit/append'
import { sealByMaster } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import type { ApiClient, Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import {
  API_SCOPES,
  type ApiClientRow,
  type ChangeClient,
  type CreateClient,
  type FreshSecret,
  type RotateClient,
} from './schema'

type By = { actor: StaffActor; requestId: string }

/** More than anybody has backends. */
const MOST_SHOWN = 500

/** All clients in the order they were made, revoked ones too: the log names them. */
export async function listClients({ prisma }: Db): Promise<ApiClientRow[]> {
  const rows = await prisma.apiClient.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MOST_SHOWN,
    include: { createdBy: { select: { name: true } } },
  })
  const now = Date.now()
  return rows.map((row) => {
    const previousUntil = row.previousUntil?.getTime() ?? 0
    return {
      id: row.id,
      keyId: row.keyId,
      name: row.name,
      scopes: API_SCOPES.filter((scope) => row.scopes.includes(scope)),
      version: row.version,
      createdAt: row.createdAt.getTime(),
      createdBy: row.createdBy.name,
      rotatedAt: row.rotatedAt?.getTime() ?? null,
      previousUntil: previousUntil > now ? previousUntil : null,
      lastUsedAt: row.lastUsedAt?.getTime() ?? null,
      revokedAt: row.revokedAt?.getTime() ?? null,
    }
  })
}

/** Makes a client and answers its secret: this once. */
export async function createClient({ prisma }: Db, by: By, input: CreateClient): Promise<FreshSecret> {
  const secret = newSecret()
  const keyId = `sk_${lowerCase(16)}`
  return await prisma.$transaction(async (tx) => {
    const { id } = await tx.apiClient.create({
      data: { ...input, keyId, secret: sealByMaster(secret), createdById: by.actor.id },
      select: { id: true },
    })
    await note(tx, by, 'api_client.created', keyId, { after: { ...input } })
    return { id, keyId, secret }
  })
}

/** Changes what a client is called and may do. Throws DomainError `conflict` / `setting_changed`, `client_revoked`, `not_found`. */
export async function changeClient({ prisma }: Db, by: By, input: ChangeClient): Promise<void> {
  const { id, version, name, scopes } = input
  await prisma.$transaction(async (tx) => {
    const before = await change(tx, { id, version }, { name, scopes })
    await note(tx, by, 'api_client.changed', before.keyId, {
      before: { name: before.name, scopes: before.scopes },
      after: { name, scopes },
    })
  })
}

/**
 * Gives a client a new secret and answers it: this once. The old one is accepted for `overlapMs` more; one from an earlier
 * rotation no longer is. Throws DomainError as `changeClient`.
 */
export async function rotateClient({ prisma }: Db, by: By, input: RotateClient): Promise<FreshSecret> {
  const { id, version, overlapMs } = input
  const secret = newSecret()
  return await prisma.$transaction(async (tx) => {
    const now = Date.now()
    const before = await tx.apiClient.findUnique({ where: { id }, select: { secret: true } })
    const stays = overlapMs > 0 && before?.secret
    const { keyId } = await change(
      tx,
      { id, version },
      {
        secret: sealByMaster(secret),
        previousSecret: stays ? before.secret : null,
        previousUntil: stays ? new Date(now + overlapMs) : null,
        rotatedAt: new Date(now),
      },
    )
    await note(tx, by, 'api_client.rotated', keyId, { after: { overlapMs } })
    return { id, keyId, secret }
  })
}

/** Ends a client at once and for good; its secrets are forgotten. Throws DomainError as `changeClient`. */
export async function revokeClient(
  { prisma }: Db,
  by: By,
  seen: { id: string; version: number },
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const ended = { revokedAt: new Date(), secret: null, previousSecret: null, previousUntil: null }
    const { keyId } = await change(tx, seen, ended)
    await note(tx, by, 'api_client.revoked', keyId, {})
  })
}

/** Changes one that is not revoked and is as it was seen. Answers how it was. */
async function change(
  tx: Tx,
  { id, version }: { id: string; version: number },
  data: Prisma.ApiClientUncheckedUpdateManyInput,
): Promise<ApiClient> {
  await tx.$queryRaw`SELECT 1 FROM api_client WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  const before = await tx.apiClient.findUnique({ where: { id } })
  if (!before) throw new DomainError('not_found', 'not_found')
  if (before.revokedAt !== null) throw new DomainError('conflict', 'client_revoked')
  if (before.version !== version) throw new DomainError('conflict', 'setting_changed')
  await tx.apiClient.updateMany({ where: { id }, data: { ...data, version: version + 1 } })
  return before
}

type Noted = 'api_client.created' | 'api_client.changed' | 'api_client.rotated' | 'api_client.revoked'

async function note(
  tx: Tx,
  by: By,
  action: Noted,
  keyId: string,
  facts: { before?: Prisma.InputJsonObject; after?: Prisma.InputJsonObject },
): Promise<void> {
  await appendAudit(tx, { ...by, action, subject: { kind: 'setting', id: `client/${keyId}` }, ...facts })
}

/** 256 random bits. */
const newSecret = () => `ss_${randomBytes(32).toString('base64url')}`

function lowerCase(length: number): string {
  const letters = '0123456789abcdefghjkmnpqrstvwxyz'
  return Array.from(randomBytes(length), (byte) => letters[byte % 32]).join('')
}
