import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createOpenim, type Openim } from './client'
import type { Fetch } from './envelope'
import { OpenimError } from './errors'
import { everyCall } from './test-every-call'
import { type Fixture, fixtureOf } from './test-fixture'
import { bothVersions, World } from './test-world'
import { createMemoryTokenStore } from './token-memory'

/** Answers are changed in these ways, wherever they can be; numbers as text, so that JSON carries more digits than we do. */
const wrongs = [
  '{"odd":1}',
  '"odd"',
  '[7]',
  'true',
  'null',
  '0.5',
  '9007199254740993',
  '-9223372036854775808',
]

/** The reads, by their path, without those that are made of several of them. */
const reads = [
  'users.info',
  'users.page',
  'users.search',
  'users.check',
  'online.status',
  'notificationAccounts.search',
  'conversations.byIds',
  'conversations.pinnedIds',
  'joinRequests.toGroups',
  'joinRequests.ofUser',
  'statistics.newUsers',
  'statistics.newGroups',
  'statistics.activeUsers',
  'statistics.activeGroups',
  'groups.page',
  'groups.all',
  'groups.byIds',
  'groups.byId',
  'groups.joinedPage',
  'groups.joinedBy',
  'groups.owners',
  'groups.members.ids',
  'groups.members.details',
  'groups.members.page',
  'messages.pull',
  'messages.maxSeq',
  'messages.search',
]

type Json = z.infer<ReturnType<typeof z.json>>
const envelope = z.object({ errCode: z.literal(0), data: z.json().optional() })

/** The places in an answer, by their keys; of each list only the first item. */
function placesIn(value: Json, path: readonly (string | number)[] = []): (string | number)[][] {
  const here = path.length === 0 ? [] : [[...path]]
  if (Array.isArray(value)) {
    const [first] = value
    return first === undefined ? here : [...here, ...placesIn(first, [...path, 0])]
  }
  if (typeof value !== 'object' || value === null) return here
  return [...here, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))]
}

/** The same answer with the value at one place gone, or another text in its place. */
function changed(value: Json, path: readonly (string | number)[], text: string | undefined): string {
  const marker = '@@here@@'
  const [last, ...rest] = [...path].reverse()
  const copy = structuredClone(value)
  let at: Json | undefined = copy
  for (const key of rest.reverse()) at = Array.isArray(at) ? at[Number(key)] : Object(at)[key]
  if (last === undefined) throw new Error('no place')
  if (text === undefined) Reflect.deleteProperty(Object(at), last)
  else Reflect.set(Object(at), last, marker)
  return JSON.stringify({ errCode: 0, errMsg: '', errDlt: '', data: copy }).replace(`"${marker}"`, text ?? '')
}

/** Every object with fields in it that OpenIM may have tomorrow. */
function withMore(value: Json): Json {
  if (Array.isArray(value)) return value.map(withMore)
  if (typeof value !== 'object' || value === null) return value
  const items = Object.entries(value).map(([key, item]) => [key, withMore(item)] as const)
  return Object.fromEntries([...items, ['fromTomorrow', { x: [1, null] }]])
}

describe.each(bothVersions)('answers that are not what they were, from OpenIM as %s', (version) => {
  let world: World
  let fixture: Fixture
  beforeAll(async () => {
    world = await World.start(version)
    fixture = await fixtureOf(world)
  })
  afterAll(() => world.close())

  const client = (fetch: Fetch): Openim =>
    createOpenim({
      baseUrl: world.openim.baseUrl,
      secret: 'openIM123',
      adminId: world.openim.adminId,
      tokenStore: createMemoryTokenStore(),
      fetch,
    })

  function subjects(path: string) {
    const { groupId, owner, applicant, account, message } = fixture
    const userId = path === 'joinRequests.ofUser' ? applicant : owner
    const text = path === 'notificationAccounts.search' ? account : owner
    return { groupId, userId, otherId: applicant, seq: message.seq, text }
  }

  /** What the call returns and each answer it was made of. */
  async function recorded(path: string) {
    const answers = new Map<string, string>()
    const openim = client(async (url, init) => {
      const response = await fetch(url, init)
      const text = await response.text()
      answers.set(`${url} ${init.body}`, text)
      return new Response(text)
    })
    const value = await everyCall[path]?.(openim, subjects(path))
    return { value, answers }
  }

  /** The same call with some of the answers replaced. */
  function replayed(path: string, answers: ReadonlyMap<string, string>): Promise<unknown> {
    const openim = client(async (url, init) => new Response(answers.get(`${url} ${init.body}`) ?? '{}'))
    return everyCall[path]?.(openim, subjects(path)) ?? Promise.reject(new Error('no such call'))
  }

  const dataOf = (text: string): Json => envelope.parse(JSON.parse(text)).data ?? null
  const isMint = (key: string) => key.includes('/auth/get_admin_token')

  test.each(reads)('%s: takes new fields, and refuses to read what it uses in another form', async (path) => {
    const { value, answers } = await recorded(path)
    const more = [...answers].map(([key, text]) => {
      return [key, JSON.stringify({ ...JSON.parse(text), more: 1, data: withMore(dataOf(text)) })] as const
    })
    // Where keys are ids or days and no names, a new one is one more entry.
    const hasMap = path.startsWith('statistics') || ['messages.maxSeq', 'messages.pull'].includes(path)
    if (!hasMap) expect(await replayed(path, new Map(more))).toEqual(value)

    let read = 0
    let refused = 0
    for (const [key, text] of answers) {
      if (isMint(key)) continue
      const data = dataOf(text)
      for (const place of placesIn(data)) {
        for (const wrong of [undefined, ...wrongs]) {
          const spoilt = new Map(answers).set(key, changed(data, place, wrong))
          const error = await replayed(path, spoilt).then(
            () => undefined,
            (cause: unknown) => cause,
          )
          if (error === undefined) read += 1
          else {
            expect(error, `${key} ${place.join('.')} = ${wrong}`).toBeInstanceOf(OpenimError)
            expect(error, `${key} ${place.join('.')} = ${wrong}`).toMatchObject({ kind: 'shape' })
            refused += 1
          }
        }
      }
    }
    expect(refused).toBeGreaterThan(5)
    expect(read).toBeGreaterThan(0)
  })
})
