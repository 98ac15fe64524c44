import { ADMIN, type Group, ORDINARY, OWNER, type User } from '../state/model'
import type { Store } from '../state/store'
import { createdNotice, groupRow, memberRow } from './builder'
import { cast, type Language } from './cast'
import { APPROVAL, DAY_MS, DISMISSED, type Founded, type World } from './demo-world'
import type { GroupBlueprint } from './groups'
import { makeCrowd, type Person } from './people'
import type { Random } from './random'

const CROWD = 2200
/** The key and name of the group of 2,500. */
export const LARGE_GROUP = 'City Community · 全城社区大群'

const LARGE_SIZE = 2500

const NOTICES: Record<string, string> = {
  'Raid Night': 'Invites at 20:15. If you are late you are on the bench. No discussions in the raid channel.',
  三年级二班家长群: '通知以班主任发布为准。任何收费都不会在群里扫码进行！',
  '同城兼职信息（已核实）': '要交押金、培训费、保证金的一律是骗子，请立即举报。',
  'Building C – Stairwell': 'Lift engineer: 555 0142, day and night.',
  'Community Choir': 'Scores for the spring concert are with Ruby. Please bring a pencil.',
}

export function addUser(store: Store, { language: _, ...user }: Person): void {
  store.users.set(user.userID, user)
}

export function foundGroup(world: World, blueprint: GroupBlueprint): Founded {
  const { random, now, store } = world
  const age = random.int(25, 420) * DAY_MS + random.int(0, DAY_MS)
  const notification = NOTICES[blueprint.name] ?? ''
  const group = groupRow(blueprint.key, now - age, {
    groupName: blueprint.name,
    introduction: blueprint.introduction,
    notification,
    needVerification: blueprint.open ? 2 : APPROVAL.includes(blueprint.name) ? 1 : 0,
    faceURL: random.chance(0.3)
      ? `${world.base}/object/demo/face-${encodeURIComponent(blueprint.key)}.png`
      : '',
  })
  const members = membersFor(world, blueprint.language, sizeOf(random))
  fill(store, random, group, members)
  if (notification) {
    group.notificationUserID = members[0]?.userID ?? ''
    group.notificationUpdateTime = now - random.int(2, 20) * DAY_MS
  }
  world.messages.push(createdNotice(store, group))
  return { group, blueprint }
}

/** Most groups are small, some are not. */
function sizeOf(random: Random): number {
  const dice = random.next()
  if (dice < 0.7) return random.int(6, 40)
  return dice < 0.93 ? random.int(41, 110) : random.int(120, 240)
}

/** Mostly people of the group's language, and some others. */
function membersFor(world: World, language: Language, size: number): User[] {
  const { random, people } = world
  const reported = new Set([...REPORTED].map((name) => cast(name).userID))
  const free = people.filter((p) => !reported.has(p.userID))
  const own = random.sample(
    free.filter((p) => p.language === language),
    size,
  )
  const guests = free.filter((p) => p.language !== language)
  return [...own, ...random.sample(guests, Math.max(size - own.length, 0))]
}

/** They come into groups through their incidents only. */
const REPORTED = [
  'cryptoking',
  'raffle',
  'official',
  'jianzhi',
  'meds',
  'touzi',
  'fakewang',
  'tarek',
  'coach',
] as const

function fill(store: Store, random: Random, group: Group, members: readonly User[]): void {
  const admins = Math.min(4, Math.floor(members.length / 12) + (random.chance(0.5) ? 1 : 0))
  store.addGroup(group)
  for (const [i, user] of members.entries()) {
    const role = i === 0 ? OWNER : i <= admins ? ADMIN : ORDINARY
    const joined = group.createTime + (i === 0 ? 0 : random.int(0, 20 * DAY_MS))
    const row = memberRow(group.groupID, user.userID, joined, role)
    row.inviterUserID = members[0]?.userID ?? ''
    row.operatorUserID = row.inviterUserID
    if (random.chance(0.04))
      row.nickname = `${user.nickname} (${random.pick(['day shift', '3rd floor', 'since 2019', '潜水'])})`
    store.addMember(row)
  }
}

export function specialGroups(): GroupBlueprint[] {
  const vip: GroupBlueprint = {
    key: 'VIP Profit Circle 💎',
    topic: 'money',
    language: 'en',
    name: 'VIP Profit Circle 💎',
    introduction: 'Exclusive. 30–50 % a week. Deposit to stay.',
    open: true,
  }
  const gossip: GroupBlueprint = {
    ...vip,
    key: '八卦爆料群',
    name: '八卦爆料群',
    introduction: '什么都敢说',
    language: 'zh',
  }
  const dismissed = DISMISSED.map(([name, language]) => ({
    ...vip,
    key: name,
    name,
    language,
    introduction: '',
  }))
  return [vip, gossip, ...dismissed]
}

export function foundLarge(world: World): Founded {
  const { store, random, now } = world
  const crowd = makeCrowd(random, now, CROWD)
  for (const p of crowd) addUser(store, p)
  const blueprint: GroupBlueprint = {
    key: LARGE_GROUP,
    topic: 'neighbours',
    language: 'en',
    name: LARGE_GROUP,
    introduction: 'Everybody is in here. Search before you ask. 全城通知、问答、互助，请文明发言。',
    open: true,
  }
  const group = groupRow(LARGE_GROUP, now - 600 * DAY_MS, {
    introduction: blueprint.introduction,
    needVerification: 2,
  })
  const members = [...random.sample(world.people, 400), ...crowd].slice(0, LARGE_SIZE)
  const rest = world.people.filter((p) => !members.includes(p)).slice(0, LARGE_SIZE - members.length)
  fill(store, random, group, [...members, ...rest])
  world.messages.push(createdNotice(store, group))
  return { group, blueprint }
}
