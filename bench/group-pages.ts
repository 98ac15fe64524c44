import type { Pool } from 'pg'
import { cursorOf } from '@/server/db/keyset'
import type { GroupListInput } from '@/server/features/groups/list'
import { GROUP_SORTS, groupListInput } from '@/server/features/groups/schema'
import { LATE_WORDS } from './late-words'

/** A page of the group list: the first, or one half way down; `search` looks for words on either. */
export type GroupPage = { name: string; kind: 'first page' | 'deep page' | 'search'; input: GroupListInput }

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

/** Words of all sorts: in very many names, in some, in one, in none; of one, two and many characters; signs; ids. */
const WORDS = [
  ...['readers', '读书会', 'حي', 'Zürich', 'o', '1', '棋', '西湖', 'ad', 'zq'],
  ...['777', '42', '123456', '会 42', 'harbour chess 9', 'north readers', '%', '---', 'bench77'],
  ...LATE_WORDS,
]
/** Both directions of the sizes, where dismissed groups stand at one end; of others one, for each is as the other. */
const SEARCH_SORTS = ['members', 'fewest', 'newest', 'name'] as const

/** First pages, deep ones and searches, with filters that match many, few or none, in every order: each is a kind of its own. */
export async function groupPages(pool: Pool, groups: number): Promise<GroupPage[]> {
  const now = Date.now()
  const filters: Record<string, Partial<GroupListInput>> = {
    'no filter': {},
    muted: { status: 'muted' },
    dismissed: { status: 'dismissed' },
    'in good standing, open': { status: 'normal', standing: 'good' },
    suspended: { standing: 'suspended' },
    'under review': { standing: 'under_review' },
    ownerless: { ownerless: true },
    'without a case': { openCase: false },
    category: { category: 'games' },
    'tag, a watched one': { tags: ['watch7'] },
    'two tags': { tags: ['tag3', 'watch33'] },
    'tag, category and muted': { tags: ['tag4'], category: 'trade', status: 'muted' },
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
  const searched = ['no filter', 'muted', 'category', 'in good standing, open', 'large ones']
  const depths = await Promise.all(
    GROUP_SORTS.map(async (sort) => ({ sort, at: await halfWay(pool, sort, groups) })),
  )
  const some = Object.entries(filters).filter(([name]) => searched.includes(name))
  return [
    ...Object.entries(filters).flatMap(([name, filter]) =>
      GROUP_SORTS.map((sort) => page('first page', `${name}, by ${sort}`, { ...filter, sort })),
    ),
    ...depths.flatMap(({ sort, at }) =>
      some.map(([name, filter]) =>
        page('deep page', `${name}, by ${sort}, half way down`, { ...filter, sort, cursor: at }),
      ),
    ),
    ...WORDS.flatMap((q) =>
      some.flatMap(([name, filter]) =>
        SEARCH_SORTS.map((sort) => page('search', `"${q}", ${name}, by ${sort}`, { ...filter, q, sort })),
      ),
    ),
    ...depths.flatMap(({ sort, at }) =>
      ['readers', '777'].map((q) =>
        page('search', `"${q}", no filter, by ${sort}, half way down`, { q, sort, cursor: at }),
      ),
    ),
  ]
}

function page(kind: GroupPage['kind'], name: string, filter: Partial<GroupListInput>): GroupPage {
  return { name, kind, input: groupListInput.parse(filter) }
}

async function halfWay(pool: Pool, sort: Sort, groups: number): Promise<string> {
  const [column, direction] = COLUMNS[sort]
  const { rows } = await pool.query(
    `SELECT group_id AS id, ${column} AS value FROM group_index
     ORDER BY ${column} ${direction}, group_id COLLATE "C" ${direction} OFFSET $1 LIMIT 1`,
    [Math.floor(groups / 2)],
  )
  const { id, value } = rows[0]
  return cursorOf(sort, { value: value instanceof Date ? value.getTime() : value, id })
}
