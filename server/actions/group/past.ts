import type { Db } from '@/server/db/client'
import type { LedgerState } from '@/server/db/generated/client'

/** A dismissal that took effect, or a restore that ended. `severity` is that of the case it belongs to. */
export type PastRow = { action: string; state: LedgerState; severity: number | null }

/** What our ledger tells of a group's dismissals. */
export type Past = {
  /** Its last restore ended before everybody was back: another one goes on from there. */
  halfRestored: boolean
  /** The kept list is of an earlier dismissal: who joined or left since then is not in it. */
  earlierList: boolean
  /** The dismissal that stands is ours. Otherwise it was dismissed in the app, or by another tool. */
  dismissedByUs: boolean
  /** That dismissal decided a case of abuse. */
  forAbuse: boolean
}

const HELD: readonly LedgerState[] = ['verified', 'already_so']

/** Reads rows newest first. Pure. */
export function pastOf(rows: readonly PastRow[]): Past {
  const relevant = rows.filter((row) => row.action === 'group.restore' || HELD.includes(row.state))
  const [newest] = relevant
  const standing = relevant.find((row) => HELD.includes(row.state))
  const dismissal = standing?.action === 'group.dismiss' ? standing : null
  return {
    halfRestored: newest?.state === 'failed',
    earlierList: newest?.state !== 'failed' && newest?.action !== 'group.dismiss',
    dismissedByUs: dismissal !== null,
    forAbuse: (dismissal?.severity ?? 0) > 0,
  }
}

/** What our ledger tells of this group's dismissals. */
export async function readPast({ prisma }: Db, groupId: string): Promise<Past> {
  const rows = await prisma.ledgerRow.findMany({
    where: {
      subjectKind: 'group',
      subjectId: groupId,
      action: { in: ['group.dismiss', 'group.restore'] },
      state: { in: ['verified', 'already_so', 'failed'] },
    },
    orderBy: { seq: 'desc' },
    take: 50,
    select: { action: true, state: true, case: { select: { severity: true } } },
  })
  return pastOf(rows.map((row) => ({ ...row, severity: row.case?.severity ?? null })))
}
