import type { Tx } from '@/server/db/client'
import { storableText } from '@/server/db/storable-text'

export type KnownPerson = { userId: string; nickname: string; faceUrl: string }

/**
 * Keeps people's names for lists. `readAt` is when the read that found them started, ms: an older read never overwrites a
 * newer one.
 */
export async function rememberPeople(
  { prisma }: { prisma: Pick<Tx, '$executeRaw'> },
  people: readonly KnownPerson[],
  readAt: number,
): Promise<void> {
  if (people.length === 0) return
  // Two sweeps at once meet in the same order and so never wait for each other in a circle.
  const rows = people
    .map(({ userId, nickname, faceUrl }) => ({
      userId,
      nickname: storableText(nickname),
      faceUrl: storableText(faceUrl),
    }))
    .sort((a, b) => (a.userId < b.userId ? -1 : 1))
  await prisma.$executeRaw`
    INSERT INTO person_index (user_id, nickname, face_url, read_at)
    SELECT DISTINCT ON ("userId") "userId", nickname, "faceUrl", ${new Date(readAt)}::timestamptz
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS people ("userId" text, nickname text, "faceUrl" text)
    ORDER BY "userId"
    ON CONFLICT (user_id) DO UPDATE
    SET nickname = excluded.nickname, face_url = excluded.face_url, gone_at = NULL, read_at = excluded.read_at
    WHERE person_index.read_at < excluded.read_at`
}
