import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import type { Env } from '@/server/env'
import { alertsFailing } from '@/server/features/health/load'
import { kill } from '@/server/testing/crash'
import { startTestProcess } from '@/server/testing/test-process'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import type { SaveChannel } from './schema'
import { type Mailbox, startMailbox } from './test-mailbox'
import { type Receiver, SECRET, startReceiver } from './test-receiver'
import { workAlerts } from './work'

let world: World
let owner: StaffActor
let receiver: Receiver
let mailbox: Mailbox

beforeAll(async () => {
  ;[world, receiver, mailbox] = await Promise.all([testWorld(), startReceiver(), startMailbox()])
  owner = await world.staff('owner')
})
afterAll(() => Promise.all([world.close(), receiver.close(), mailbox.close()]))
beforeEach(async () => {
  await world.env.db.prisma.alertChannel.deleteMany()
  receiver.received.length = 0
  receiver.fail(null)
})

/** Where webhooks may be inside the network, or not; with a mail server, or without. */
const env = (webhooksInside = true, mail = true): Env => {
  const smtp = mail ? { url: mailbox.url, from: 'steward@example.org' } : undefined
  return { ...world.env, config: { ...world.env.config, alerts: { smtp, webhooksInside } } }
}
const as = (actor: StaffActor, of = env()) => createCaller({ actor, requestId: 'test', env: of }).alerts

const channel = (more: Partial<SaveChannel> = {}): SaveChannel => ({
  id: null,
  version: 0,
  kind: 'json',
  name: 'Ours',
  recipients: [],
  address: receiver.url(more.kind ?? 'json'),
  secret: SECRET,
  queueIds: [],
  events: ['drift'],
  language: 'en',
  quiet: null,
  wakes: true,
  enabled: true,
  ...more,
})

describe('a channel', () => {
  test('keeps its address and secret to itself, changes and goes, and each leaves its trace', async () => {
    const { id } = await as(owner).save(channel())
    const { channels } = await as(owner).channels()
    expect(channels).toMatchObject([
      { id, name: 'Ours', host: new URL(receiver.url('json')).host, signed: true },
    ])
    const stored = await world.env.db.prisma.alertChannel.findUniqueOrThrow({ where: { id } })
    for (const bytes of [stored.address, stored.secret]) {
      expect(Buffer.from(bytes ?? []).toString('latin1')).not.toMatch(/private-token|SECcafe/)
    }
    // What is not typed anew stays.
    await as(owner).save(channel({ id, version: 1, name: 'Theirs', address: null, secret: null }))
    expect(await as(owner).test({ id })).toEqual({ problem: null, answer: '204' })
    await as(owner).remove({ id, version: 2 })
    const trail = await world.env.db.prisma.auditRow.findMany({ where: { subjectId: `alerts/${id}` } })
    expect(trail.map(({ action }) => action).sort()).toEqual([
      'alert_channel.removed',
      'alert_channel.saved',
      'alert_channel.saved',
      'alert_channel.tested',
    ])
    expect(JSON.stringify([channels, trail])).not.toMatch(/private-token|SECcafe/)
  })

  test.each(['feishu', 'dingtalk'] as const)(
    'of %s signs no more once its secret is removed',
    async (kind) => {
      const { id } = await as(owner).save(channel({ kind }))
      const kept = { id, kind, address: null } as const
      await as(owner).save(channel({ ...kept, version: 1, secret: null }))
      expect((await as(owner).channels()).channels.find((one) => one.id === id)?.signed).toBe(true)
      await as(owner).save(channel({ ...kept, version: 2, secret: '' }))
      expect((await as(owner).channels()).channels.find((one) => one.id === id)?.signed).toBe(false)
      // The receiver still asks for a signature.
      expect(await as(owner).test({ id })).toMatchObject({ problem: 'refused' })
    },
  )

  test('is changed by whoever saw it as it is', async () => {
    const { id } = await as(owner).save(channel())
    await as(owner).save(channel({ id, version: 1, name: 'First' }))
    await expect(as(owner).save(channel({ id, version: 1, name: 'Second' }))).rejects.toThrow(
      'setting_changed',
    )
    await expect(as(owner).remove({ id, version: 1 })).rejects.toThrow('setting_changed')
  })

  test.each<[string, Partial<SaveChannel>, string]>([
    ['a name', { name: ' ' }, 'name'],
    ['a kind of alert', { events: [] }, 'events'],
    ['a recipient', { kind: 'email', address: null, secret: null }, 'recipients'],
    ['recipients that are addresses', { kind: 'email', recipients: ['a@b\nc'] }, 'recipients.0'],
    ['an address', { address: null }, 'address'],
    ['an http address', { address: 'ftp://x' }, 'address'],
    ['a secret where the kind signs', { kind: 'json', secret: null }, 'secret'],
    ['queues that exist', { queueIds: ['nowhere'] }, 'queueIds'],
    ['a time zone', { quiet: { from: 0, to: 1, timeZone: 'Mars/Olympus' } }, 'quiet.timeZone'],
    ['quiet hours that end', { quiet: { from: 5, to: 5, timeZone: 'UTC' } }, 'quiet.to'],
  ])('needs %s', async (_what, wrong, field) => {
    const refused: unknown = await as(owner)
      .save(channel(wrong))
      .catch((error: unknown) => error)
    expect(JSON.stringify(refused instanceof Error ? [refused.message, refused.cause] : '')).toContain(
      field.split('.')[0],
    )
    expect(await world.env.db.prisma.alertChannel.count()).toBe(0)
  })

  test('leads nowhere inside the network unless the settings allow it', async () => {
    await expect(as(owner, env(false)).save(channel())).rejects.toThrow('address_inside')
    const { id } = await as(owner).save(channel())
    expect(await as(owner, env(false)).test({ id })).toEqual({ problem: 'address_inside', answer: '' })
    expect(receiver.received).toEqual([])
  })

  test('switched off, what waited for it is forgotten', async () => {
    const { id } = await as(owner).save(channel())
    await drift()
    await as(owner).save(channel({ id, version: 1, enabled: false }))
    await drift()
    expect(await world.env.db.prisma.alert.count()).toBe(0)
  })
})

let n = 0
const drift = () => {
  n += 1
  const data = { groupId: `g${n}`, kind: 'unmuted', expected: 'muted', seen: 'normal', version: 1 } as const
  return world.env.db.prisma.drift.create({ data })
}

describe('a test', () => {
  test.each(['slack', 'feishu', 'dingtalk', 'wecom', 'json'] as const)('arrives at %s', async (kind) => {
    const { id } = await as(owner).save(channel({ kind }))
    expect(await as(owner).test({ id })).toMatchObject({ problem: null })
    expect(receiver.received[0]?.body).toMatch(/Steward: Test/)
  })

  test.each([
    [
      'feishu',
      '200 {"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}',
    ],
    ['dingtalk', '200 {"errcode":310000,"errmsg":"sign not match"}'],
    ['json', '401 wrong signature'],
  ] as const)('with a wrong secret is refused by %s, whose answer is shown', async (kind, answer) => {
    const { id } = await as(owner).save(channel({ kind, secret: 'another' }))
    expect(await as(owner).test({ id })).toEqual({ problem: 'refused', answer })
    expect(await alertsFailing(world.env.db.prisma)).toBe(1)
  })

  test('goes by e-mail, or says that there is no mail server', async () => {
    const mail = channel({ kind: 'email', address: null, secret: null, recipients: ['desk@example.org'] })
    const { id } = await as(owner).save(mail)
    expect(await as(owner).test({ id })).toMatchObject({
      problem: null,
      answer: expect.stringMatching(/^250/),
    })
    expect(mailbox.mails.at(-1)?.text).toContain('Subject: Steward: Test')
    const without = as(owner, env(true, false))
    expect(await without.test({ id })).toEqual({ problem: 'no_mail_server', answer: '' })
    expect(await without.channels()).toMatchObject({ mail: false, channels: [{ failures: 1 }] })
  })

  test('to where nobody listens says so', async () => {
    const { id } = await as(owner).save(channel({ address: 'http://127.0.0.1:1/x' }))
    expect(await as(owner).test({ id })).toEqual({ problem: 'unreachable', answer: '' })
  })

  test('is for owners', async () => {
    const { id } = await as(owner).save(channel())
    await expect(as(await world.staff('admin')).test({ id })).rejects.toThrow('forbidden')
  })
})

test('a worker killed between sending and writing it down sends it again under the same id, and no third time', async () => {
  await as(owner).save(channel())
  await drift()
  receiver.fail('hang')
  const worker = await startTestProcess('server/testing/alerts-process.ts', {
    variables: { ...world.variables, ALERT_WEBHOOKS_INSIDE: 'true' },
  })
  await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1)
  await kill(worker)
  receiver.fail(null)
  await workAlerts(env())
  expect(receiver.received).toHaveLength(1)
  // Its lease ends.
  await world.env.db.prisma.alertMessage.updateMany({ data: { nextAt: new Date(0) } })
  await workAlerts(env())
  await workAlerts(env())
  const deliveries = receiver.received.map(({ delivery }) => delivery)
  expect(deliveries).toEqual([deliveries[0], deliveries[0]])
})
