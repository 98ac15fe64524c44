import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { beginNonces } from '@/server/features/api-clients/nonces'
import type { ApiScope, FreshSecret } from '@/server/features/api-clients/schema'
import { createLinkCache, type LinkCache } from '@/server/features/invites/public/link-cache'
import { newClient, signedRequest } from '@/server/testing/api-clients'
import { tokenOf } from '@/server/testing/chat'
import { clientApi } from '@/server/testing/client-api'
import { createInvites } from '@/server/testing/invites'
import { testWorld, type World } from '@/server/testing/world'
import { managedLink } from './schema'

let world: World
let invites: ReturnType<typeof createInvites>
let backend: FreshSecret
let call: ReturnType<typeof clientApi>
let cache: LinkCache
const scopes: ApiScope[] = ['invites_read', 'invites_manage', 'invites_redeem']

beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  invites = createInvites(world)
  await beginNonces(world.env.fast, Date.now() - 1_000)
  backend = await newClient(world, await world.staff('owner'), scopes)
  cache = createLinkCache()
  call = clientApi(world, cache)
})
afterAll(() => world.close())

const answer = z.looseObject({ code: z.string().optional(), reference: z.string().optional() })

async function told(response: Response) {
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: answer.parse(JSON.parse(text)) }
}

type Asking = { client?: FreshSecret; body?: unknown; headers?: Record<string, string> }

async function signed(method: string, path: string, { client = backend, body, headers = {} }: Asking = {}) {
  const text = body === undefined ? '' : JSON.stringify(body)
  return await told(
    await call(signedRequest(client, { method, path: `/api/v1/${path}`, body: text, headers })),
  )
}

let visitors = 0
/** Each from an address of their own, unless they are told one. */
function look(code: string, address = `203.0.113.${++visitors}`) {
  const headers = { 'x-steward-peer': address }
  return call(
    new Request(`http://steward.test/api/v1/invites/${encodeURIComponent(code)}`, { headers }),
  ).then(told)
}

async function knownGroup(more: object = {}) {
  const { groupId } = await world.group(2)
  const at = new Date()
  const known = {
    name: 'Harbour',
    introduction: 'Boats',
    memberCount: 60,
    status: 'normal',
    ...more,
  } as const
  await world.env.db.prisma.groupIndex.create({ data: { groupId, createdAt: at, readAt: at, ...known } })
  return groupId
}

const soon = () => Date.now() + 86_400_000
const terms = () => ({ maxUses: 10, expiresAt: soon() })

async function newLink(more: object = {}) {
  const made = await signed('POST', 'invites', { body: { groupId: await knownGroup(), ...terms(), ...more } })
  expect(made.status).toBe(201)
  return managedLink.parse(made.body)
}

describe('a backend', () => {
  test('makes, sees, changes, pauses and revokes its own links', async () => {
    const made = await newLink({ label: 'Flyer', mode: 'apply' })
    expect(made).toMatchObject({ label: 'Flyer', mode: 'apply', state: 'working', used: 0, version: 1 })
    expect(made.url).toBe(`${world.env.config.url}/i/${made.code}`)
    const at = `invites/${made.code.toLowerCase()}`
    const changed = await signed('PATCH', at, { body: { version: 1, label: 'Poster', maxUses: 5 } })
    expect(changed.body).toMatchObject({ label: 'Poster', maxUses: 5, version: 2 })
    expect(await signed('PATCH', at, { body: { version: 1, label: 'Late' } })).toMatchObject({
      status: 409,
      body: { code: 'invite_changed' },
    })
    expect((await signed('PATCH', at, { body: { version: 2, paused: true } })).body).toMatchObject({
      state: 'paused',
    })
    expect((await signed('PATCH', at, { body: { version: 3, paused: false } })).body).toMatchObject({
      state: 'working',
    })
    expect((await signed('PATCH', at, { body: { version: 4, paused: true, label: 'x' } })).status).toBe(400)
    const listed = await signed('GET', `invites?limit=1&groupId=${made.groupId}`)
    expect(listed.body).toMatchObject({ links: [{ code: made.code, label: 'Poster' }], next: null })
    expect((await signed('DELETE', `${at}?version=1`)).body.code).toBe('invite_changed')
    expect((await signed('DELETE', at)).body).toMatchObject({ state: 'revoked', version: 5 })
    expect((await signed('DELETE', at)).body).toMatchObject({ state: 'revoked', version: 5 })
    const other = await newClient(world, await world.staff('owner'), scopes)
    expect((await signed('PATCH', at, { client: other, body: { version: 5, label: 'Mine' } })).status).toBe(
      404,
    )
    expect((await signed('GET', 'invites', { client: other })).body).toEqual({ links: [], next: null })
  })

  test('is told what it may not give a link, and of groups that there are not', async () => {
    const groupId = await knownGroup()
    const more = await signed('POST', 'invites', { body: { groupId, ...terms(), maxUses: 100_000 } })
    expect(more).toMatchObject({
      status: 403,
      body: { code: 'invite_uses_beyond', errors: [{ field: 'maxUses' }] },
    })
    const nowhere = await signed('POST', 'invites', { body: { groupId: 'nowhere', ...terms() } })
    expect(nowhere).toMatchObject({ status: 404, body: { code: 'group_not_found' } })
    const wrong = await signed('POST', 'invites', {
      body: { groupId, ...terms(), mode: 'open', colour: 'red' },
    })
    expect(wrong.status).toBe(400)
    expect(wrong.body.errors).toMatchObject([{ field: 'mode' }, { field: 'colour' }])
    const halved = await signed('POST', 'invites', {
      body: { groupId, ...terms(), label: 'a\0', ticket: '\ud800' },
    })
    expect(halved.body.errors).toMatchObject([{ field: 'label' }, { field: 'ticket' }])
  })

  test('without the scope does nothing', async () => {
    const client = await newClient(world, await world.staff('owner'), ['invites_read'])
    const { code } = await newLink()
    for (const [method, path] of [
      ['GET', 'invites'],
      ['POST', 'invites'],
      ['DELETE', `invites/${code}`],
      ['POST', `invites/${code}/redemptions`],
    ] as const) {
      expect((await signed(method, path, { client })).body.code).toBe('scope_missing')
    }
  })

  test('pages through all of its links', async () => {
    const client = await newClient(world, await world.staff('owner'), scopes)
    const groupId = await knownGroup()
    for (let n = 0; n < 5; n++) await signed('POST', 'invites', { client, body: { groupId, ...terms() } })
    const page = z.object({ links: z.array(managedLink), next: z.string().nullable() })
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const path: string = `invites?limit=2${next && `&cursor=${next}`}`
      const { links, next: then } = page.parse((await signed('GET', path, { client })).body)
      seen.push(...links.map(({ code }) => code))
      next = then
    }
    expect(new Set(seen).size).toBe(5)
    expect(seen).toHaveLength(5)
  })
})

describe('an Idempotency-Key', () => {
  test('makes one link of any number of the same request, at once or later', async () => {
    const body = { groupId: await knownGroup(), ...terms() }
    const headers = { 'idempotency-key': `"${randomUUID()}"` }
    const all = await Promise.all(
      Array.from({ length: 8 }, () => signed('POST', 'invites', { body, headers })),
    )
    const later = await signed('POST', 'invites', { body, headers })
    expect(new Set([...all, later].map(({ text }) => text)).size).toBe(1)
    expect([...all, later].map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => 201))
    expect(later.headers.get('idempotency-replayed')).toBe('true')
    expect(await world.env.db.prisma.invite.count({ where: { groupId: body.groupId } })).toBe(1)
    const other = await signed('POST', 'invites', { body: { ...body, label: 'Other' }, headers })
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
    const client = await newClient(world, await world.staff('owner'), scopes)
    expect((await signed('POST', 'invites', { client, body, headers })).status).toBe(201)
  })

  test('lets what was refused be tried again', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const body = { groupId: 'not-yet-there', ...terms() }
    expect((await signed('POST', 'invites', { body, headers })).status).toBe(404)
    const at = new Date()
    await world.env.db.prisma.groupIndex.create({
      data: {
        groupId: 'not-yet-there',
        name: 'Late',
        memberCount: 1,
        status: 'normal',
        createdAt: at,
        readAt: at,
      },
    })
    expect((await signed('POST', 'invites', { body, headers })).status).toBe(201)
  })

  test('lets a person in once, and says the same again', async () => {
    const { code } = await newLink()
    const [userId = ''] = await invites.people(1)
    const headers = { 'idempotency-key': randomUUID() }
    const all = await Promise.all(
      Array.from({ length: 5 }, () =>
        signed('POST', `invites/${code}/redemptions`, { body: { userId }, headers }),
      ),
    )
    const came = all.filter(({ status }) => status === 201)
    expect(
      all.filter(({ status, body }) => status !== 201 && body.code !== 'idempotency_key_in_use'),
    ).toEqual([])
    expect(new Set(came.map(({ text }) => text)).size).toBe(1)
    const again = await signed('POST', `invites/${code}/redemptions`, { body: { userId }, headers })
    expect(again.text).toBe(came[0]?.text)
  })

  test('whose request never came back is taken over, and finds what was done', async () => {
    const { code } = await newLink()
    const [userId = ''] = await invites.people(1)
    const headers = { 'idempotency-key': randomUUID() }
    const ask = () => signed('POST', `invites/${code}/redemptions`, { body: { userId }, headers })
    const first = await ask()
    const lose = (ago: string) =>
      world.env.db.pool.query(
        'UPDATE api_answer SET status = NULL, body = NULL, started_at = now() - $2::interval WHERE key = $1',
        [headers['idempotency-key'], ago],
      )
    await lose('30 s')
    expect((await ask()).body.code).toBe('idempotency_key_in_use')
    await lose('90 s')
    expect(await ask()).toMatchObject({ status: 201, text: first.text })
  })

  test('finds at once what was done where only the answer could not be kept', async () => {
    const { code } = await newLink()
    const [userId = ''] = await invites.people(1)
    const headers = { 'idempotency-key': randomUUID() }
    const ask = () => signed('POST', `invites/${code}/redemptions`, { body: { userId }, headers })
    const owner = new Client({ connectionString: world.database.url })
    await owner.connect()
    await owner.query('ALTER TABLE api_answer ADD CONSTRAINT full_disk CHECK (status IS NULL) NOT VALID')
    expect((await ask()).status).toBe(500)
    await owner.query('ALTER TABLE api_answer DROP CONSTRAINT full_disk')
    await owner.end()
    expect(await ask()).toMatchObject({ status: 201, body: { state: 'joined' } })
  })
})

describe('looking at a link', () => {
  test('shows anybody the group, its size in steps, and nobody in it', async () => {
    const { code, groupId } = await newLink()
    const { status, body } = await look(code.replace(/(.{4})/g, '$1-').toLowerCase())
    expect(status).toBe(200)
    expect(body).toEqual({
      ...{ code, url: `${world.env.config.url}/i/${code}`, mode: 'join', expiresAt: expect.any(Number) },
      ...{ size: '50_to_199', group: { name: 'Harbour', introduction: 'Boats', pictureUrl: null } },
    })
    expect((await signed('GET', `invites/${code}`)).body).toMatchObject({ code, groupId })
    await world.env.db.prisma.groupInviteRule.create({ data: { groupId, hidesCard: true } })
    cache.hear({ topic: 'group', id: groupId })
    expect((await look(code)).body).toMatchObject({ size: '50_to_199', group: null })
  })

  test('says the same of every code that does not work, and the truth to backends alone', async () => {
    const { prisma } = world.env.db
    const all = {
      invite_unknown: '000000000000',
      revoked: (await newLink()).code,
      paused: (await newLink()).code,
      expired: (await newLink()).code,
      used_up: (await newLink({ maxUses: 1 })).code,
      group_suspended: (await newLink()).code,
      group_dismissed: (await newLink()).code,
    }
    const groupOf = async (code: string) =>
      (await prisma.invite.findUniqueOrThrow({ where: { code } })).groupId
    await prisma.invite.update({ where: { code: all.revoked }, data: { state: 'revoked' } })
    await prisma.invite.update({
      where: { code: all.paused },
      data: { state: 'paused', pauseReason: 'abuse' },
    })
    await prisma.invite.update({
      where: { code: all.expired },
      data: { expiresAt: new Date(Date.now() - 1) },
    })
    await prisma.invite.update({ where: { code: all.used_up }, data: { used: 1 } })
    await prisma.groupExtension.create({
      data: { groupId: await groupOf(all.group_suspended), standing: 'suspended' },
    })
    await prisma.groupIndex.update({
      where: { groupId: await groupOf(all.group_dismissed) },
      data: { status: 'dismissed' },
    })
    const answers = await Promise.all(
      [...Object.values(all), 'no code at all', '%00'].map((code) => look(code)),
    )
    const bare = answers.map(({ text, body }) => text.replace(body.reference ?? '', ''))
    expect(new Set(bare).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 404, body: { code: 'invite_not_working' } })
    const kept = await prisma.inviteRefusal.findMany({
      where: { reference: { in: answers.flatMap(({ body }) => body.reference ?? []) } },
    })
    expect(kept).toHaveLength(9)
    for (const [code, typed] of Object.entries(all)) {
      const { body, status } = await signed('GET', `invites/${typed}`)
      expect([status, body.code]).toEqual([code === 'invite_unknown' ? 404 : 409, code])
      expect(kept.map(({ why }) => why)).toContain(code === 'invite_unknown' ? 'unknown' : code)
    }
  })

  test('is limited for each address, and whoever guesses finds nothing any more', async () => {
    const { misses } = world.env.config.invites
    const { code } = await newLink()
    const guesser = '198.51.100.9'
    const guesses = await Promise.all(Array.from({ length: misses }, () => look('111111111111', guesser)))
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([404]))
    expect((await look(code, guesser)).status).toBe(200)
    const over = await look('111111111111', guesser)
    expect(over.status).toBe(429)
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await look(code, guesser)).status).toBe(429)
    expect((await look(code)).status).toBe(200)
  })
})

describe('coming in', () => {
  const redeem = async (code: string, token: string | null, body?: string) =>
    told(
      await call(
        new Request(`http://steward.test/api/v1/invites/${code}/redemptions`, {
          method: 'POST',
          headers: token === null ? {} : { authorization: `Bearer ${token}` },
          ...(body !== undefined && { body }),
        }),
      ),
    )

  test('a person does by their own token, and sees how it stands; nobody else does', async () => {
    const { code, groupId } = await newLink()
    const [one = '', other = ''] = await invites.people(2)
    const token = await tokenOf(world, one)
    const came = await redeem(code, token)
    expect(came).toMatchObject({ status: 201, body: { state: 'joined', groupId } })
    expect(await invites.inGroup(groupId)).toContain(one)
    const at = `http://steward.test/api/v1/invites/${code}/redemptions/${came.body.redemption}`
    const ofOther = await signed(
      'GET',
      `invites/${(await newLink()).code}/redemptions/${came.body.redemption}`,
    )
    expect(ofOther.status).toBe(404)
    const as = (who: string) =>
      call(new Request(at, { headers: { authorization: `Bearer ${who}` } })).then(told)
    expect((await as(token)).body).toEqual(came.body)
    expect((await as(await tokenOf(world, other))).status).toBe(404)
    const again = await redeem(code, token)
    expect(again).toMatchObject({ status: 409, body: { code: 'already_member' } })
    expect(again.body.reference).toMatch(/^[0-9A-Z]{8}$/)
    expect((await redeem(code, null)).status).toBe(401)
  })

  test('people are told what is the matter with them or the group, not with a code', async () => {
    const [userId = ''] = await invites.people(1)
    const token = await tokenOf(world, userId)
    const { prisma } = world.env.db
    const revoked = await newLink()
    await prisma.invite.update({ where: { code: revoked.code }, data: { state: 'revoked' } })
    const answers = await Promise.all([redeem(revoked.code, token), redeem('222222222222', token)])
    expect(new Set(answers.map(({ text, body }) => text.replace(body.reference ?? '', ''))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 404, body: { code: 'invite_not_working' } })
    const suspended = await newLink()
    await prisma.groupExtension.create({ data: { groupId: suspended.groupId, standing: 'suspended' } })
    expect((await redeem(suspended.code, token)).body.code).toBe('group_suspended')
    expect(
      (await signed('POST', `invites/${revoked.code}/redemptions`, { body: { userId } })).body.code,
    ).toBe('revoked')
    expect((await signed('POST', `invites/${revoked.code}/redemptions`, { body: { user: 1 } })).status).toBe(
      400,
    )
  })
})
