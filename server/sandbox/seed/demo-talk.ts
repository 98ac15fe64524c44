import type { Group } from '../state/model'
import { messageOf } from './builder'
import type { Language } from './cast'
import { LARGE_GROUP } from './demo-groups'
import { DAY_MS, HOUR_MS, MINUTE_MS, type World } from './demo-world'
import type { GroupBlueprint } from './groups'
import { conversationsAbout } from './talk'

/** Conversations of the last three weeks; those of one topic are dealt out so that groups do not repeat themselves. */
export function talk(world: World, group: Group, blueprint: GroupBlueprint): void {
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

/** Small talk between two people. */
export function directChats(world: World): void {
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
