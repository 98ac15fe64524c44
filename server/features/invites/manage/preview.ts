import { z } from 'zod'
import type { Db } from '@/server/db/client'
import type { BulkPreview } from './schema'

const rows = z.array(
  z.object({
    id: z.string(),
    known: z.boolean(),
    name: z.string().nullable(),
    members: z.number().nullable(),
    hold: z.enum(['suspended', 'dismissed']).nullable(),
    links: z.number(),
  }),
)

/** As many links of a group as are counted. */
const MOST_COUNTED = 100

/** What a bulk order would do in each of these groups, as they were named. Nothing is written. */
export async function previewInvites(
  { prisma }: Pick<Db, 'prisma'>,
  groupIds: readonly string[],
): Promise<BulkPreview[]> {
  const found = await prisma.$queryRaw`
    SELECT asked.id, g.group_id IS NOT NULL AS known, g.name, g.member_count AS members, invite_hold_of(asked.id) AS hold,
      (SELECT count(*)::int FROM (
        SELECT FROM invite AS i WHERE i.group_id = asked.id AND i.state = 'active' LIMIT ${MOST_COUNTED}
      ) AS counted) AS links
    FROM unnest(${[...groupIds]}::text[]) WITH ORDINALITY AS asked (id, place)
    LEFT JOIN group_index AS g ON g.group_id = asked.id ORDER BY asked.place`
  return rows.parse(found).map(({ id, known, hold, name, members, links }) => ({
    groupId: id,
    name,
    members,
    refused: !known ? 'group_not_found' : hold === 'dismissed' ? 'invite_group_dismissed' : null,
    held: hold === 'suspended',
    links,
  }))
}
