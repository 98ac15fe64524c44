import type { Group, Message } from '../state/model'
import type { Store } from '../state/store'
import type { Language } from './cast'
import type { GroupBlueprint } from './groups'
import type { Person } from './people'
import type { Random } from './random'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** What the builders share. */
export interface World {
  store: Store
  random: Random
  now: number
  base: string
  people: Person[]
  messages: Message[]
}

/** A group and what it was made from. */
export interface Founded {
  group: Group
  blueprint: GroupBlueprint
}

/** Groups that ask before they let anybody in. */
export const APPROVAL = [
  'Parents of Class 3B',
  '三年级二班家长群',
  'Backend Guild',
  '阳光花园1栋业主群',
  'Robotics Team',
]

/** Groups that were dismissed. */
export const DISMISSED: readonly (readonly [string, Language])[] = [
  ['Summer Festival 2025 (over)', 'en'],
  ['Fast Cash Friends', 'en'],
  ['test group please ignore', 'en'],
  ['2024届毕业季', 'zh'],
  ['内部福利群（勿外传）', 'zh'],
]
