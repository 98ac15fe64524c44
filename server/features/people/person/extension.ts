import type { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import { seal } from '@/server/audit/personal'
import type { Tx } from '@/server/db/client'
import type { PersonExtension } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import type { By } from '@/server/features/extension/by'
import type {
  personNoteInput,
  protectPersonInput,
  setStandingInput,
} from '@/server/features/extension/schema'
import { refreshPerson } from '@/server/features/people/refresh'
import { announce } from '@/server/live/announce'
import { isAway } from '@/server/openim/errors'

type Place = Pick<Env, 'db' | 'openim'>

/**
 * What staff keep about a person beyond OpenIM. Each is one transaction with its audit row; saying what is so already
 * changes nothing and is not audited. All throw DomainError `not_found`, or `unavailable` for somebody who was never met
 * while OpenIM is away.
 */
export async function setStanding(
  env: Place,
  by: By,
  { userId, standing, reason }: z.infer<typeof setStandingInput>,
): Promise<Record<string, never>> {
  return await changing(env, userId, async (tx, before) => {
    if (before.standing === standing) return
    await tx.personExtension.update({ where: { userId }, data: { standing } })
    await appendAudit(tx, {
      ...by,
      action: 'person.standing_set',
      subject: { kind: 'user', id: userId },
      before: { standing: before.standing },
      after: { standing },
      personal: { reason },
    })
  })
}

/** Adds a note, sealed under the person's key. It can be neither changed nor taken away. */
export async function addPersonNote(
  env: Place,
  by: By,
  { userId, text }: z.infer<typeof personNoteInput>,
): Promise<Record<string, never>> {
  return await changing(env, userId, async (tx) => {
    const about = { kind: 'user' as const, id: userId }
    const { id: noteId } = await tx.personNote.create({
      data: { userId, staffId: by.actor.id, body: await seal(tx, about, text) },
      select: { id: true },
    })
    await appendAudit(tx, { ...by, action: 'person.noted', subject: about, after: { noteId } })
  })
}

/** Puts somebody under protection or ends it: nobody but owners of the console acts on them then. */
export async function setPersonProtected(
  env: Place,
  by: By,
  { userId, protected: isProtected, reason }: z.infer<typeof protectPersonInput>,
): Promise<Record<string, never>> {
  return await changing(env, userId, async (tx, before) => {
    if (before.protected === isProtected) return
    await tx.personExtension.update({ where: { userId }, data: { protected: isProtected } })
    await appendAudit(tx, {
      ...by,
      action: isProtected ? 'person.protected' : 'person.unprotected',
      subject: { kind: 'user', id: userId },
      before: { protected: before.protected },
      after: { protected: isProtected },
      personal: { reason },
    })
  })
}

/** Runs a change on the person's own row, locked, so that what is audited as before was so. */
async function changing(
  env: Place,
  userId: string,
  change: (tx: Tx, before: PersonExtension) => Promise<void>,
): Promise<Record<string, never>> {
  await met(env, userId)
  await env.db.prisma.$transaction(async (tx) => {
    await tx.personExtension.createMany({ data: { userId }, skipDuplicates: true })
    await tx.$queryRaw`SELECT 1 FROM person_extension WHERE user_id = ${userId} FOR UPDATE`
    await change(tx, await tx.personExtension.findUniqueOrThrow({ where: { userId } }))
    await announce(tx, 'user', userId)
  })
  return {}
}

/** Somebody whom the index has not met is looked for in OpenIM. */
async function met(env: Place, userId: string): Promise<void> {
  const row = await env.db.prisma.personIndex.findUnique({ where: { userId }, select: { userId: true } })
  if (row) return
  const found = await refreshPerson(env, userId).catch((error: unknown) => {
    if (isAway(error)) throw new DomainError('unavailable', 'openim_away', { cause: error })
    throw error
  })
  if (!found) throw new DomainError('not_found', 'person_not_found')
}
