import { z } from 'zod'
import type { ReadContext } from '@/server/actions/attempt'
import { Obstacle } from '@/server/actions/effect'
import { prepared } from '@/server/db/prepared'

const find = prepared(
  'person_sanctioned',
  `SELECT EXISTS (
     SELECT FROM person_extension WHERE user_id = $1 AND standing IN ('suspended', 'dismissed')
   ) AS "isSanctioned"`,
  z.object({ isSanctioned: z.boolean() }),
)

/** Throws Obstacle where staff suspended or dismissed the person. */
export async function refuseSanctioned({ env }: Pick<ReadContext, 'env'>, userId: string): Promise<void> {
  const [found] = await find(env.db, userId)
  if (found?.isSanctioned) throw new Obstacle('sanctioned')
}
