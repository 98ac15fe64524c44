import {
  ADMIN,
  GROUP_DISMISSED,
  GROUP_MUTED,
  type Group,
  type Member,
  type Message,
  ORDINARY,
  OWNER,
  type User,
} from '../state/model'
import type { Store } from '../state/store'
import { groupRow, memberRow, messageOf, storeMessages } from './builder'
import { FIRST_EN, FIRST_ZH, LAST_EN, LAST_ZH } from './names'
import { Random } from './random'

const DAY_MS = 86_400_000
/** Only the newest groups get messages. */
const TALKING_GROUPS = 500
const SUBJECTS = [
  'Runners',
  'Readers',
  'Parents',
  'Cooks',
  'Players',
  'Gardeners',
  '徒步',
  '读书会',
  '业主群',
  '家长群',
]
const PLACES = ['North', 'South', 'Harbour', 'Old Town', 'Hill', 'Lake', '滨江', '城东', '阳光', '大学城']

/** Members of a group on average; one group in a hundred is large, the rest are small. */
const MEMBERS = 10
const LARGE = 204
const LARGE_EVERY = 100

/**
 * Fills a store with that many users and groups and ten times as many memberships, quickly: for measurements. Dismissed
 * groups have nobody in them, so what would be theirs goes to the next.
 */
export function seedSize(store: Store, size: number, now: number, base: string): void {
  const random = new Random(size)
  const users = Array.from({ length: size }, (_, i) => sizedUser(random, i, now))
  for (const user of users) store.users.set(user.userID, user)
  const messages: Message[] = []
  let owed = 0
  for (let i = 0; i < size; i++) {
    const wanted = i % LARGE_EVERY === LARGE_EVERY - 1 ? LARGE : random.int(2, 14)
    owed += MEMBERS
    const group = sizedGroup(random, i, now, i === size - 1)
    store.addGroup(group)
    if (group.status === GROUP_DISMISSED) continue
    // what groups have had too few or too many of is made up for bit by bit, and settled by the last
    const evened = i === size - 1 ? owed : wanted + Math.trunc((owed - wanted) / 50)
    const members = membersOf(random, users, group, Math.min(Math.max(evened, 1), users.length))
    owed -= members.length
    for (const row of members) store.addMember(row)
    if (i < TALKING_GROUPS) messages.push(...chatter(random, store, group.groupID, now, base))
  }
  storeMessages(store, messages)
  store.counters.clear()
}

function sizedUser(random: Random, i: number, now: number): User {
  const zh = random.chance(0.4)
  const nickname = zh
    ? `${random.pick(LAST_ZH).name}${random.pick(FIRST_ZH).name}`
    : `${random.pick(FIRST_EN)} ${random.pick(LAST_EN)}`
  const createTime = now - random.int(1, 900 * DAY_MS)
  return {
    userID: `user_${String(i + 1).padStart(7, '0')}`,
    nickname,
    faceURL: '',
    ex: '',
    createTime,
    appMangerLevel: 0,
    globalRecvMsgOpt: 0,
  }
}

function sizedGroup(random: Random, i: number, now: number, last: boolean): Group {
  const dice = random.next()
  return groupRow(`size ${i}`, now - random.int(1, 900 * DAY_MS), {
    groupID: String(1_000_000_000 + i),
    groupName: `${random.pick(PLACES)} ${random.pick(SUBJECTS)} ${i + 1}`,
    status: dice < 0.002 && !last ? GROUP_DISMISSED : dice < 0.012 ? GROUP_MUTED : 0,
  })
}

/** So many different people, side by side in the list of users from somewhere on; the first owns the group. */
function membersOf(random: Random, users: readonly User[], group: Group, count: number): Member[] {
  const start = random.int(0, users.length - 1)
  return Array.from({ length: count }, (_, i) => {
    const userID = users[(start + i) % users.length]?.userID ?? ''
    return memberRow(group.groupID, userID, group.createTime, i === 0 ? OWNER : i === 1 ? ADMIN : ORDINARY)
  })
}

function chatter(random: Random, store: Store, groupID: string, now: number, base: string): Message[] {
  const members = [...store.membersOf(groupID).keys()].flatMap((id) => store.users.get(id) ?? [])
  return Array.from({ length: 12 }, (_, i) => {
    const at = now - (13 - i) * 600_000 - random.int(0, 500_000)
    return messageOf(
      { from: random.pick(members), groupID, text: `Message ${i + 1}`, at, key: `${groupID} ${i}` },
      base,
      random,
    )
  })
}
