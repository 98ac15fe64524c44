import { opener } from '@/server/audit/personal'
import type { Db } from '@/server/db/client'
import type { Note } from './schema'

/** More than anybody reads on one page; all of them stay. */
const MOST_NOTES = 100

const newest = {
  orderBy: { id: 'desc' as const },
  take: MOST_NOTES,
  include: { staff: { select: { id: true, name: true } } },
}

/** The newest notes on a group, newest first. */
export async function notesOnGroup({ prisma }: Db, groupId: string): Promise<Note[]> {
  const [rows, open] = await Promise.all([
    prisma.groupNote.findMany({ where: { groupId }, ...newest }),
    opener(prisma, { kind: 'group', id: groupId }),
  ])
  return rows.map((row) => toNote(row, open))
}

/** The newest notes on a person, newest first. */
export async function notesOnPerson({ prisma }: Db, userId: string): Promise<Note[]> {
  const [rows, open] = await Promise.all([
    prisma.personNote.findMany({ where: { userId }, ...newest }),
    opener(prisma, { kind: 'user', id: userId }),
  ])
  return rows.map((row) => toNote(row, open))
}

type Row = { id: string; staff: Note['by']; createdAt: Date; body: Uint8Array }

const toNote = ({ id, staff, createdAt, body }: Row, open: (sealed: Uint8Array) => string | null): Note => ({
  id,
  by: staff,
  at: createdAt.getTime(),
  text: open(body),
})
