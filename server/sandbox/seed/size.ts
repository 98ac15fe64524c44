import { ADMIN, GROUP_DISMISSED, GROUP_MUTED, type Message, ORDINARY, OWNER, type User } from '../state/model'
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

/** Fills a store with that many users and groups, quickly: for measurements. */
export function seedSize(store: Store, size: number, now: number, base: string): void {
  const random = new Random(size)
  const users = Array.from({ length: size }, (_, i) => sizedUser(random, i, now))
  for (const user of users) store.users.set(user.userID, user)
  const messages: Message[] = []
  for (let i = 0; i < size; i++) {
    const group = sizedGroup(random, i, now)
    store.addGroup(group)
    if (group.status === GROUP_DISMISSED) continue
    const members = membersOf(random, users, group.groupID, group.createTime)
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

function sizedGroup(random: Random, i: number, now: number) {
  const dice = random.next()
  return groupRow(`size ${i}`, now - random.int(1, 900 * DAY_MS), {
    groupID: String(1_000_000_000 + i),
    groupName: `${random.pick(PLACES)} ${random.pick(SUBJECTS)} ${i + 1}`,
    status: dice < 0.002 ? GROUP_DISMISSED : dice < 0.012 ? GROUP_MUTED : 0,
  })
}

function membersOf(random: Random, users: readonly User[], groupID: string, at: number) {
  const ids = new Set(Array.from({ length: random.int(3, 7) }, () => random.pick(users).userID))
  return [...ids].map((id, i) => memberRow(groupID, id, at, i === 0 ? OWNER : i === 1 ? ADMIN : ORDINARY))
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
