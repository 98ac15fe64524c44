import {
  ADMIN,
  GROUP_DISMISSED,
  GROUP_MUTED,
  type Group,
  type Message,
  ORDINARY,
  OWNER,
  type User,
} from '../state/model'
import type { Store } from '../state/store'
import { createdNotice, groupRow, memberRow, messageOf, storeMessages } from './builder'
import { cast, type Language } from './cast'
import { blueprints, type GroupBlueprint } from './groups'
import { incidentMessages, peopleOfIncidents } from './incident-messages'
import { makeCrowd, makePeople, type Person } from './people'
import { Random } from './random'
import { conversationsAbout } from './talk'

const SEED = 20_260
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const CROWD = 2200
/** The key and name of the group of 2,500. */
export const LARGE_GROUP = 'City Community · 全城社区大群'
const LARGE_SIZE = 2500

const MUTED = ['HQ Announcements', '行政通知', 'Night Bus 27 Campaign', 'Office Lunch Orders']
const OWNERLESS = ['Poetry Corner', '旧书漂流']
const APPROVAL = [
  'Parents of Class 3B',
  '三年级二班家长群',
  'Backend Guild',
  '阳光花园1栋业主群',
  'Robotics Team',
]
const DISMISSED: readonly (readonly [string, Language])[] = [
  ['Summer Festival 2025 (over)', 'en'],
  ['Fast Cash Friends', 'en'],
  ['test group please ignore', 'en'],
  ['2024届毕业季', 'zh'],
  ['内部福利群（勿外传）', 'zh'],
]
const NOTICES: Record<string, string> = {
  'Raid Night': 'Invites at 20:15. If you are late you are on the bench. No discussions in the raid channel.',
  三年级二班家长群: '通知以班主任发布为准。任何收费都不会在群里扫码进行！',
  '同城兼职信息（已核实）': '要交押金、培训费、保证金的一律是骗子，请立即举报。',
  'Building C – Stairwell': 'Lift engineer: 555 0142, day and night.',
  'Community Choir': 'Scores for the spring concert are with Ruby. Please bring a pencil.',
}

/** What the builders share. */
interface World {
  store: Store
  random: Random
  now: number
  base: string
  people: Person[]
  messages: Message[]
}

/**
 * Fills a store with the demo community: a few hundred people who write, about 150 groups in four languages, one of
 * 2,500 members, muted, ownerless and dismissed ones, and the incidents. The same clock gives the same community.
 */
export function seedDemo(store: Store, now: number, base: string): void {
  const random = new Random(SEED)
  const people = makePeople(random, now)
  const world: World = { store, random, now, base, people, messages: [] }
  for (const p of people) addUser(store, p)
  const founded = blueprints().map((blueprint) => foundGroup(world, blueprint))
  for (const special of specialGroups()) founded.push(foundGroup(world, special))
  const large = foundLarge(world)
  peopleOfIncidents(store, now)
  for (const { group, blueprint } of [...founded, large]) talk(world, group, blueprint)
  directChats(world)
  world.messages.push(...incidentMessages(store, now, base, random))
  storeMessages(store, world.messages)
  settle(world)
  store.counters.clear()
}

function addUser(store: Store, { language: _, ...user }: Person): void {
  store.users.set(user.userID, user)
}

interface Founded {
  group: Group
  blueprint: GroupBlueprint
}

function foundGroup(world: World, blueprint: GroupBlueprint): Founded {
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

function specialGroups(): GroupBlueprint[] {
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

function foundLarge(world: World): Founded {
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

/** Conversations of the last three weeks; those of one topic are dealt out so that groups do not repeat themselves. */
function talk(world: World, group: Group, blueprint: GroupBlueprint): void {
  const { random, now, store, messages, base } = world
  const languages: Language[] = blueprint.key === LARGE_GROUP ? ['en', 'zh', 'de'] : [blueprint.language]
  const all = languages.flatMap((language) => conversationsAbout(blueprint.topic, language))
  const members = [...store.membersOf(group.groupID).keys()]
    .slice(0, 60)
    .flatMap((id) => store.users.get(id) ?? [])
  for (const [n, conversation] of random.sample(all, random.int(2, all.length)).entries()) {
    const speakers = random.sample(members, 5)
    let at = now - random.int(8 * HOUR_MS, 21 * DAY_MS)
    for (const [i, line] of conversation.entries()) {
      const from = speakers[line.who % speakers.length]
      if (!from) continue
      at += random.int(15_000, 9 * MINUTE_MS)
      const key = `${group.groupID} ${n} ${i}`
      const { text, picture } = line
      messages.push(
        messageOf({ from, groupID: group.groupID, text, picture, at: Math.min(at, now), key }, base, random),
      )
    }
  }
}

const SMALL_TALK: Record<Language, string[]> = {
  en: ['Hi! Are you coming on Saturday?', 'Yes, see you at ten.', 'Bring the blue bag please', 'Will do 👍'],
  zh: ['在吗？周六来不来', '来，十点见', '记得带上次说的那本书', '好嘞'],
  de: ['Kommst du am Samstag?', 'Ja, bin um zehn da.', 'Bringst du den Schlüssel mit?', 'Mach ich.'],
  ar: ['هل ستأتي يوم السبت؟', 'نعم، نلتقي الساعة العاشرة', 'أحضر المفتاح معك من فضلك', 'حاضر'],
}

function directChats(world: World): void {
  const { random, people, now, messages, base } = world
  for (let i = 0; i < 60; i++) {
    const a = random.pick(people)
    const others = people.filter((p) => p.language === a.language && p !== a)
    const b = random.pick(others)
    let at = now - random.int(2 * HOUR_MS, 12 * DAY_MS)
    for (const [n, text] of SMALL_TALK[a.language].entries()) {
      at += random.int(20_000, 20 * MINUTE_MS)
      const [from, to] = n % 2 ? [b, a] : [a, b]
      messages.push(messageOf({ from, to, text, at, key: `direct ${i} ${n}` }, base, random))
    }
  }
}

/** Brings groups and people into the states they are in now. */
function settle({ store, now, random, people }: World): void {
  const group = (name: string) => [...store.groups.values()].find((g) => g.groupName === name)
  for (const name of MUTED) {
    const found = group(name)
    if (found) found.status = GROUP_MUTED
  }
  for (const name of OWNERLESS) {
    const owner = store.ownerOf(group(name)?.groupID ?? '')
    if (owner) owner.roleLevel = ORDINARY
  }
  for (const [name] of DISMISSED) {
    const found = group(name)
    if (!found) continue
    found.status = GROUP_DISMISSED
    store.removeMembers(found.groupID)
  }
  for (const name of APPROVAL) {
    const groupID = group(name)?.groupID ?? ''
    const strangers = people.filter((p) => !store.member(groupID, p.userID))
    for (const p of random.sample(strangers, 3)) {
      const reqTime = now - random.int(1, 60) * HOUR_MS
      const reqMsg =
        p.language === 'zh' ? '您好，我是住户，申请入群' : 'Hello, a neighbour told me about this group.'
      store.requests.set(groupID, p.userID, {
        groupID,
        userID: p.userID,
        handleResult: 0,
        reqMsg,
        reqTime,
        ex: '',
        joinSource: 3,
      })
    }
  }
  const kyle = store.member(group('Street Photography Exchange')?.groupID ?? '', cast('kyle').userID)
  if (kyle) kyle.muteEndTime = now + 6 * HOUR_MS
}
