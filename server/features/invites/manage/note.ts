import { appendAudit } from '@/server/audit/append'
import type { Tx } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import type { InviteBy } from './by'
import type { InviteTerms } from './schema'

type Noted =
  | 'invite.changed'
  | 'invite.paused'
  | 'invite.resumed'
  | 'invite.revoked'
  | 'invite.use_returned'
  | 'invite.reminded'

/** The trace of a command on a link. */
export async function noteInvite(
  tx: Tx,
  { actor, requestId }: InviteBy,
  action: Noted,
  id: string,
  what: {
    before?: Prisma.InputJsonObject
    after?: Prisma.InputJsonObject
    personal?: { [name: string]: string } | undefined
  } = {},
): Promise<void> {
  const { personal, ...facts } = what
  await appendAudit(tx, {
    actor,
    requestId,
    action,
    subject: { kind: 'invite', id },
    ...facts,
    ...(personal && { personal }),
  })
}

type Written = Pick<InviteTerms, 'label' | 'requester' | 'ticket'>

/** What of a link people wrote; an audit keeps it sealed. */
export function personalOf(terms: Partial<Written>): { [name: string]: string } | undefined {
  const written = (['label', 'requester', 'ticket'] as const).flatMap((name): [string, string][] => {
    const text = terms[name]
    return text ? [[name, text]] : []
  })
  return written.length > 0 ? Object.fromEntries(written) : undefined
}

/** The rest of it. */
export function termsFacts({ mode, expiresAt, maxUses, oncePerPerson }: InviteTerms): Prisma.InputJsonObject {
  return { mode, expiresAt, maxUses, oncePerPerson }
}
