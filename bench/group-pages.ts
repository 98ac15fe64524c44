import type { Pool } from 'pg'
import { cursorOf } from '@/server/db/keyset'
import type { GroupListInput } from '@/server/features/groups/list'
import { groupListInput } from '@/server/features/groups/schema'

/** A page of the group list; `search` looks for words. */
export type GroupPage = { name: string; kind: 'page' | 'search'; input: GroupListInput }

const DAY_MS = 86_400_000

type Sort = GroupListInput['sort']
const COLUMNS = {
  members: ['member_count', 'DESC'],
  fewest: ['member_count', 'ASC'],
  newest: ['created_at', 'DESC'],
  oldest: ['created_at', 'ASC'],
  name: ['sort_name', 'ASC'],
  name_desc: ['sort_name', 'DESC'],
} as const satisfies Record<Sort, readonly [string, 'ASC' | 'DESC']>

/** First pages, one in the middle of the list, and the first one of many filters, in every order that people use. */
export async function groupPages(pool: Pool, groups: number): Promise<GroupPage[]> {
  const now = Date.now()
  const filters: Record<string, Partial<GroupListInput>> = {
    muted: { status: 'muted' },
    dismissed: { status: 'dismissed' },
    'in good standing, open': { status: 'normal', standing: 'good' },
    suspended: { standing: 'suspended' },
    'under review': { standing: 'under_review' },
    ownerless: { ownerless: true },
    category: { category: 'games' },
    'tag, a watched one': { tags: ['watch7'] },
    'two tags': { tags: ['tag3', 'watch33'] },
    'category and muted': { category: 'trade', status: 'muted' },
    'suspended and reported': { standing: 'suspended', openCase: true },
    'large ones': { minMembers: 1_000 },
    'of a middle size': { minMembers: 20, maxMembers: 30 },
    'of the last month': { createdFrom: now - 30 * DAY_MS },
    'large, of the last month': { minMembers: 500, createdFrom: now - 30 * DAY_MS },
    'large of a category': { category: 'school', minMembers: 1_000 },
    'one owner': { owner: 'bench17' },
    'none matches': { category: 'nothing' },
  }
  const sorts = ['members', 'newest', 'name'] as const
  const words = [
    'readers',
    '读书会',
    '棋',
    'north readers',
    'harbour chess 9',
    '777',
    '会 42',
    'шахматы',
    'qzx',
  ]
  return [
    ...sorts.map((sort) => page('page', sort, { sort })),
    ...(await Promise.all(sorts.map((sort) => deepPage(pool, sort, Math.floor(groups / 2))))),
    ...Object.entries(filters).flatMap(([name, filter]) =>
      sorts.map((sort) => page('page', `${name}, by ${sort}`, { ...filter, sort })),
    ),
    ...searches(words, ['members', 'newest']),
    // In the order of their names, groups of one word stand together: there a common one may be far from the first page.
    ...searches(['readers', '读书会', 'north', '西湖', '会', 'o'], ['name', 'name_desc']),
    ...(['members', 'name'] as const).flatMap((sort) => [
      page('search', `"readers", muted, by ${sort}`, { q: 'readers', status: 'muted', sort }),
      page('search', `"north", of a category, by ${sort}`, { q: 'north', category: 'games', sort }),
      page('search', `"西湖", in good standing, by ${sort}`, { q: '西湖', standing: 'good', sort }),
    ]),
  ]
}

function searches(words: readonly string[], sorts: readonly Sort[]): GroupPage[] {
  return words.flatMap((q) => sorts.map((sort) => page('search', `"${q}", by ${sort}`, { q, sort })))
}

function page(kind: GroupPage['kind'], name: string, filter: Partial<GroupListInput>): GroupPage {
  return { name, kind, input: groupListInput.parse(filter) }
}

async function deepPage(pool: Pool, sort: Sort, depth: number): Promise<GroupPage> {
  const [column, direction] = COLUMNS[sort]
  const { rows } = await pool.query(
    `SELECT group_id AS id, ${column} AS value FROM group_index
     ORDER BY ${column} ${direction}, group_id ${direction} OFFSET $1 LIMIT 1`,
    [depth],
  )
  const { id, value } = rows[0]
  const position = { value: value instanceof Date ? value.getTime() : value, id }
  return page('page', `${sort}, half way down`, { sort, cursor: cursorOf(sort, position) })
}
