import type { Store } from '../state/store'
import { storeMessages } from './builder'
import { addUser, foundGroup, foundLarge, specialGroups } from './demo-groups'
import { settle } from './demo-states'
import { directChats, talk } from './demo-talk'
import type { World } from './demo-world'
import { blueprints } from './groups'
import { incidentMessages, peopleOfIncidents } from './incident-messages'
import { makePeople } from './people'
import { Random } from './random'

const SEED = 20_260

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
