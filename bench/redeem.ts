import type { Env } from '@/server/env'
import { redeem as redeemOne } from '@/server/features/invites/redeem'
import { atLeastShare } from './at-least'
import { type Figure, median, note } from './figure'
import { type Guest, newGuests, perSecond } from './invite-guests'
import { inviteWorld } from './invite-world'
import { redeemByHand } from './redeem-by-hand'

/** People of one round, and how many of them ask at once. */
const PEOPLE = 800
const AT_ONCE = 200
const ROUNDS = 3
/** Everybody by one link, and by links to as many groups. */
const LINKS = [1, 40]
const SHARE = 0.5

/**
 * People coming in by links, by the function that the routes call. Baseline: raw SQL that writes the same rows by the same
 * statements in two transactions for each, with as many at once on as many connections, and never calls OpenIM. Told
 * besides: the same with the OpenIM calls of one person in between. OpenIM is the sandbox in a process of its own, without
 * delay. The figure is the worse of one link and many.
 */
export async function redeem(): Promise<Figure[]> {
  const env = await inviteWorld()
  const results = []
  for (const links of LINKS) results.push(await measured(env, links))
  const [worst] = results.toSorted((a, b) => a.value / a.baseline - b.value / b.baseline)
  if (!worst) throw new Error('nothing was measured')
  return [atLeastShare({ name: 'redeem', ...worst, unit: '/s', limit: SHARE })]
}

async function measured(env: Env, links: number): Promise<{ value: number; baseline: number }> {
  const ways = {
    ours: (guest: Guest) => joinBy(env, guest),
    raw: (guest: Guest) => redeemByHand(env, guest),
    calling: (guest: Guest) => redeemByHand(env, guest, () => callsOfOne(env, guest)),
  }
  const rates = { ours: [] as number[], raw: [] as number[], calling: [] as number[] }
  for (let round = -1; round < ROUNDS; round++) {
    for (const way of ['ours', 'raw', 'calling'] as const) {
      const guests = await newGuests(env, PEOPLE, links)
      const rate = await perSecond(guests, AT_ONCE, ways[way])
      if (round >= 0) rates[way].push(rate)
    }
  }
  const [value, baseline, calling] = [median(rates.ours), median(rates.raw), median(rates.calling)]
  note(
    `  by ${links === 1 ? 'one link' : `${links} links`}: ${value.toFixed(0)}/s; raw SQL ${baseline.toFixed(0)}/s ` +
      `(${(value / baseline).toFixed(2)}×); raw SQL and the same calls ${calling.toFixed(0)}/s (${(value / calling).toFixed(2)}×)`,
  )
  return { value, baseline }
}

async function joinBy(env: Env, { code, userId }: Guest): Promise<void> {
  const by = { kind: 'reporter', id: userId, name: userId } as const
  const end = await redeemOne(env, { code, userId, by, requestId: 'bench' })
  if (end.kind !== 'joined') throw new Error(`${userId} did not come in: ${JSON.stringify(end)}`)
}

const options = { operationId: 'bench' }

async function callsOfOne({ openim }: Env, { groupId, userId }: Guest): Promise<void> {
  const { groups, users } = openim
  const look = () => groups.members.details(groupId, [userId], options)
  await Promise.all([groups.byId(groupId, options), look(), users.info([userId], options)])
  await groups.invite(groupId, [userId], { sendMessage: true }, options)
  if ((await look()).length === 0) throw new Error(`${userId} is not in the group`)
}
