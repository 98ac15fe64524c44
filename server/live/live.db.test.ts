import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Role } from '@/server/auth/permissions'
import { revokeSession } from '@/server/auth/sessions'
import { announce } from '@/server/live/announce'
import { createHub, type Hub } from '@/server/live/hub'
import { startLiveListener } from '@/server/live/listener'
import { createLiveRouter } from '@/server/live/router'
import { testWorld, type World } from '@/server/testing/world'
import { createCallerFactory } from '@/server/trpc/init'

const RECHECK_MS = 60

let world: World
let hub: Hub
let listener: ReturnType<typeof startLiveListener>
let connects = 0
let connected: Promise<void>

beforeAll(async () => {
  world = await testWorld()
  hub = createHub()
  connected = new Promise((resolve) => {
    listener = startLiveListener({
      url: world.database.url,
      onEvent: hub.publish,
      onConnect: () => {
        connects++
        hub.hello()
        resolve()
      },
      onLost: () => {},
    })
  })
  await connected
})
afterAll(async () => {
  await listener?.stop()
  await world?.close()
})

/** A person's stream, greeted. `recheckMs` is long unless the test is about looking again. */
async function streamOf(role: Role, recheckMs = 60_000) {
  const actor = await world.staff(role)
  const stop = new AbortController()
  const live = createCallerFactory(createLiveRouter(() => hub, recheckMs))
  const stream = await live({ actor, requestId: 'test', env: world.env }, { signal: stop.signal }).events()
  const events = stream[Symbol.asyncIterator]()
  expect((await events.next()).value).toEqual({ topic: 'hello', id: '' })
  return { actor, stop, next: async () => events.next() }
}

const prisma = () => world.database.db.prisma
const tell = (...ids: string[]) =>
  prisma().$transaction(async (tx) => {
    for (const id of ids) await announce(tx, 'case', id)
  })

describe('announcements', () => {
  it('arrive after the commit and only then', async () => {
    const { next, stop } = await streamOf('moderator')
    await prisma()
      .$transaction(async (tx) => {
        await announce(tx, 'case', 'undone')
        throw new Error('undone')
      })
      .catch(() => {})
    let committed = false
    const seen = next().then((event) => ({ event, committed }))
    await prisma().$transaction(async (tx) => {
      await announce(tx, 'case', 'done')
      await new Promise((resolve) => setTimeout(resolve, 50))
      committed = true
    })
    expect(await seen).toEqual({
      event: { done: false, value: { topic: 'case', id: 'done' } },
      committed: true,
    })
    stop.abort()
  })

  it('of the triggers arrive too: an audit row tells those who read the audit', async () => {
    const { next, stop, actor } = await streamOf('auditor')
    await prisma().$transaction((tx) =>
      appendAudit(tx, {
        actor,
        action: 'staff.created',
        subject: { kind: 'staff', id: 'x' },
        requestId: 'test',
      }),
    )
    expect((await next()).value).toEqual({ topic: 'audit', id: 'new' })
    stop.abort()
  })

  it('reach a person only about what they may read', async () => {
    const support = await streamOf('support')
    const moderator = await streamOf('moderator')
    await prisma().$transaction(async (tx) => {
      await announce(tx, 'case', 'c1')
      await announce(tx, 'audit', 'a1')
      await announce(tx, 'user', 'u1')
      await announce(tx, 'message', 'm1')
      await announce(tx, 'group', 'g1')
    })
    expect((await support.next()).value).toEqual({ topic: 'group', id: 'g1' })
    const heard = []
    for (let i = 0; i < 4; i++) heard.push((await moderator.next()).value?.topic)
    expect(heard).toEqual(['case', 'user', 'message', 'group'])
    support.stop.abort()
    moderator.stop.abort()
  })
})

describe('a stream', () => {
  it('ends when the browser goes away', async () => {
    const { next, stop } = await streamOf('moderator')
    const pending = next()
    stop.abort()
    expect((await pending).done).toBe(true)
  })

  it('ends at once when its session is revoked, told by the revocation itself', async () => {
    const { next, actor } = await streamOf('moderator')
    const pending = next()
    await prisma().$transaction((tx) => revokeSession(tx, actor.sessionId))
    await expect(pending).rejects.toMatchObject({ reason: 'unauthenticated' })
  })

  it('ends at the next look when the person was disabled', async () => {
    const { next, actor } = await streamOf('moderator', RECHECK_MS)
    const pending = next()
    await prisma().staff.update({ where: { id: actor.id }, data: { disabledAt: new Date() } })
    await expect(pending).rejects.toMatchObject({ reason: 'unauthenticated' })
  })

  it('follows a change of role', async () => {
    const { next, actor, stop } = await streamOf('moderator', RECHECK_MS)
    await prisma().staff.update({ where: { id: actor.id }, data: { role: 'support' } })
    await new Promise((resolve) => setTimeout(resolve, 4 * RECHECK_MS))
    await tell('hidden')
    await prisma().$transaction((tx) => announce(tx, 'group', 'shown'))
    expect((await next()).value).toEqual({ topic: 'group', id: 'shown' })
    stop.abort()
  })

  it('asks to be opened again when the process ends', async () => {
    const ending = createHub()
    const live = createCallerFactory(createLiveRouter(() => ending))
    const ctx = { actor: await world.staff(), requestId: 'test', env: world.env }
    const events = (await live(ctx).events())[Symbol.asyncIterator]()
    await events.next()
    const pending = events.next()
    ending.close()
    await expect(pending).rejects.toMatchObject({ code: 'unavailable', reason: 'live_interrupted' })
    const late = (await live(ctx).events())[Symbol.asyncIterator]()
    await expect(late.next()).rejects.toMatchObject({ reason: 'live_interrupted' })
  })

  it('is refused without a session', async () => {
    const live = createCallerFactory(createLiveRouter(() => hub))
    const nobody: StaffActor | null = null
    await expect(live({ actor: nobody, requestId: 'test', env: world.env }).events()).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })
})

describe('a lost connection', () => {
  let before = 0
  beforeEach(() => {
    before = connects
  })

  it('is replaced, and everybody is told to read again', async () => {
    const { next, stop } = await streamOf('moderator')
    const pending = next()
    await killListeners()
    expect((await pending).value).toEqual({ topic: 'hello', id: '' })
    expect(connects).toBe(before + 1)
    await tell('again')
    expect((await next()).value).toEqual({ topic: 'case', id: 'again' })
    stop.abort()
  })
})

/** Ends the listening connection from outside, as a restart of PostgreSQL would. */
async function killListeners() {
  const { Client } = await import('pg')
  const superuser = new Client({ connectionString: world.database.url })
  await superuser.connect()
  await superuser.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'steward live' AND datname = current_database()",
  )
  await superuser.end()
}
