import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { StaffActor } from '@/server/auth/actor'
import type { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { tellDeadlines } from './deadlines'
import { gatherAlerts } from './gather'
import type { SaveChannel } from './schema'
import { sendAlerts } from './send'
import { type Mailbox, startMailbox } from './test-mailbox'
import { type Receiver, SECRET, startReceiver } from './test-receiver'
import { workAlerts } from './work'

let world: World
let owner: StaffActor
let receiver: Receiver
let mailbox: Mailbox
let env: Env

beforeAll(async () => {
  ;[world, receiver, mailbox] = await Promise.all([testWorld(), startReceiver(), startMailbox()])
  owner = await world.staff('owner')
  const smtp = { url: mailbox.url, from: 'Steward <steward@example.org>' }
  env = { ...world.env, config: { ...world.env.config, alerts: { smtp, webhooksInside: true } } }
})
afterAll(() => Promise.all([world.close(), receiver.close(), mailbox.close()]))
beforeEach(async () => {
  await world.env.db.prisma.alertChannel.deleteMany()
  await world.env.db.prisma.alertMessage.deleteMany()
  await world.env.db.prisma.alert.deleteMany()
  await world.env.db.prisma.queueMember.deleteMany()
  receiver.received.length = 0
  receiver.fail(null)
  mailbox.mails.length = 0
})

const alerts = () => createCaller({ actor: owner, requestId: 'test', env }).alerts

const channel = (more: Partial<SaveChannel> = {}): SaveChannel => ({
  id: null,
  version: 0,
  kind: 'json',
  name: 'Ours',
  recipients: [],
  address: receiver.url(more.kind ?? 'json'),
  secret: SECRET,
  queueIds: [],
  events: ['emergency', 'deadline', 'approval', 'drift', 'failed_action'],
  language: 'en',
  quiet: null,
  wakes: true,
  enabled: true,
  ...more,
})
const make = (more: Partial<SaveChannel> = {}) => alerts().save(channel(more))

const emergency = (more: Parameters<typeof openCase>[1] = {}) =>
  openCase(world, {
    reason: 'danger',
    severity: 3,
    emergency: true,
    urgency: 0,
    queueId: 'emergency',
    subjectName: 'Mallory Accused',
    ...more,
  })

/** A row of the ledger, as submitting an action writes it. */
const intent = async (state: 'planned' | 'awaiting_approval' = 'planned') => {
  const groupId = `g${randomUUID()}`
  return await world.env.db.prisma.ledgerRow.create({
    data: {
      ...{ subjectKind: 'group', subjectId: groupId, groupId, seq: 1, action: 'group.suspend', state },
      ...{ input: {}, plannedVersion: 0, desired: {}, desiredBefore: {}, plan: {} },
      reason: new Uint8Array([1]),
      staffId: owner.id,
      dueAt: new Date(),
      nextAt: new Date(Date.now() + 3_600_000),
    },
  })
}

const failedAction = async () => {
  const { id } = await intent()
  const move = (data: Prisma.LedgerRowUpdateInput) =>
    world.env.db.prisma.ledgerRow.update({ where: { id }, data })
  await move({ state: 'sending', sentAt: new Date() })
  await move({ state: 'failed', settledAt: new Date() })
}

const sentJson = z.object({
  id: z.string(),
  type: z.string(),
  title: z.string(),
  events: z.array(
    z.object({
      event: z.string(),
      count: z.number(),
      items: z.array(
        z.object({ case: z.number().nullable(), queue: z.string().nullable(), url: z.string() }),
      ),
    }),
  ),
})
const received = () => receiver.received.map(({ body }) => sentJson.parse(JSON.parse(body)))
const messages = () => world.env.db.prisma.alertMessage.findMany({ orderBy: { createdAt: 'asc' } })

describe('an emergency', () => {
  test('adds the job in the transaction that opens its case, and goes to the channel at once', async () => {
    await make()
    const before = await jobs()
    const { number } = await emergency()
    expect(await jobs()).toBe(before + 1)
    await workAlerts(env)
    expect(received()).toMatchObject([
      {
        type: 'alert',
        title: 'Steward: Emergency',
        events: [
          {
            event: 'emergency',
            count: 1,
            items: [{ case: number, queue: 'emergency', url: `${env.config.url}/review/${number}` }],
          },
        ],
      },
    ])
    await workAlerts(env)
    expect(received()).toHaveLength(1)
  })

  const jobs = async () => {
    const { rows } = await world.database.pool.query('SELECT waiting::int AS n FROM steward_queue()')
    return z.tuple([z.object({ n: z.number() })]).parse(rows)[0].n
  }

  test('tells whoever is on call for its queue, and owners where nobody is', async () => {
    const ada = await world.staff()
    await world.env.db.prisma.queueMember.create({
      data: { queueId: 'emergency', staffId: ada.id, onCall: true },
    })
    const { email } = await world.env.db.prisma.staff.findUniqueOrThrow({ where: { id: ada.id } })
    const { number } = await emergency()
    await workAlerts(env)
    expect(mailbox.mails.map(({ to }) => to)).toEqual([[email]])
    expect(mailbox.mails[0]?.text).toContain(`/review/${number}`)
    expect(mailbox.mails[0]?.text).toContain('Danger to life')

    await world.env.db.prisma.queueMember.deleteMany()
    await emergency()
    await workAlerts(env)
    const owners = await world.env.db.prisma.staff.findMany({ where: { role: 'owner' } })
    expect(mailbox.mails.slice(1).map(({ to }) => to[0])).toEqual(owners.map((one) => one.email))
  })

  test('is told again to those on call where it goes to another queue', async () => {
    const ada = await world.staff()
    await world.env.db.prisma.queue.create({
      data: { id: 'second', names: { en: 'Second' }, position: 90, restricted: true },
    })
    await world.env.db.prisma.queueMember.create({
      data: { queueId: 'second', staffId: ada.id, onCall: true },
    })
    await make()
    const { id } = await emergency()
    await world.env.db.prisma.case.update({ where: { id }, data: { queueId: 'second' } })
    expect(await world.env.db.prisma.alert.count({ where: { staffId: ada.id } })).toBe(1)
    expect(await world.env.db.prisma.alert.count({ where: { channelId: { not: null } } })).toBe(1)
  })

  test('is written with its case or not at all', async () => {
    await make()
    await expect(
      world.env.db.prisma.$transaction(async (tx) => {
        await tx.case.create({
          data: {
            subjectKind: 'group',
            subjectKey: 'gone',
            groupId: 'gone',
            subjectName: 'x',
            reason: 'danger',
            severity: 3,
            emergency: true,
          },
        })
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    expect(await world.env.db.prisma.alert.count()).toBe(0)
  })
})

describe.each(['en', 'zh-CN'] as const)('every kind of channel, in %s', (language) => {
  test.each(['slack', 'feishu', 'dingtalk', 'wecom', 'json'] as const)('%s takes it', async (kind) => {
    await make({ kind, language, secret: ['slack', 'wecom'].includes(kind) ? null : SECRET })
    const { number } = await emergency()
    await workAlerts(env)
    expect(receiver.received).toHaveLength(1)
    const body = receiver.received[0]?.body ?? ''
    expect(body).toContain(language === 'en' ? 'Emergency' : '紧急情况')
    expect(body).toContain(`/review/${number}`)
    if (kind !== 'json') expect(body).toContain(language === 'en' ? 'Danger to life' : '生命危险')
    expect(body).not.toContain('Mallory')
  })

  test('e-mail', async () => {
    await make({ kind: 'email', address: null, secret: null, recipients: ['desk@example.org'], language })
    await failedAction()
    await workAlerts(env)
    expect(mailbox.mails.map(({ to }) => to)).toEqual([['desk@example.org']])
    expect(mailbox.mails[0]?.text).toMatch(/Auto-Submitted: auto-generated/i)
  })
})

describe('events', () => {
  test('of chosen queues alone, and those of no queue', async () => {
    await make({ queueIds: ['general'] })
    await emergency()
    expect(await world.env.db.prisma.alert.count({ where: { channelId: { not: null } } })).toBe(0)
    await world.env.db.prisma.drift.create({
      data: { groupId: 'g1', kind: 'unmuted', expected: 'muted', seen: 'normal', version: 1 },
    })
    await failedAction()
    await workAlerts(env)
    expect(received().map(({ events }) => events[0]?.event)).toEqual(
      expect.arrayContaining(['drift', 'failed_action']),
    )
  })

  test('of chosen kinds alone; a switched-off channel hears nothing', async () => {
    await make({ events: ['drift'] })
    await make({ enabled: false })
    await failedAction()
    expect(await world.env.db.prisma.alert.count()).toBe(0)
  })

  test('an approval that waits is told, one of an action that a second person refuses has not failed', async () => {
    await make()
    const row = await intent('awaiting_approval')
    const expiresAt = new Date(Date.now() + 3_600_000)
    await world.env.db.prisma.approval.create({
      data: { ledgerId: row.id, rule: 'dismissal', requestedById: owner.id, expiresAt },
    })
    await world.env.db.prisma.ledgerRow.update({
      where: { id: row.id },
      data: { state: 'refused', settledAt: new Date() },
    })
    await workAlerts(env)
    expect(received()).toMatchObject([
      { events: [{ event: 'approval', count: 1, items: [{ url: `${env.config.url}/ledger/approvals` }] }] },
    ])
  })

  test('a deadline that is near is told once, of open cases, and not before a snooze ends', async () => {
    await make({ events: ['deadline'] })
    const hour = 3_600_000
    const opened = (ago: number, left: number, more: object = {}) =>
      openCase(world, {
        openedAt: new Date(Date.now() - ago),
        deadlineAt: new Date(Date.now() + left),
        ...more,
      })
    const near = await opened(hour, hour / 4)
    await opened(hour, hour)
    await opened(hour, hour / 4, { snoozedUntil: new Date(Date.now() + hour) })
    const decided = await opened(hour, hour / 4)
    await world.env.db.prisma.case.update({
      where: { id: decided.id },
      data: { state: 'closed', outcome: 'dismissed', closedAt: new Date() },
    })
    await tellDeadlines(env.db)
    await tellDeadlines(env.db)
    const told = await world.env.db.prisma.alert.findMany()
    expect(told.map(({ facts }) => facts)).toEqual([
      { case: near.number, reason: 'spam', due: near.deadlineAt.getTime() - (near.deadlineAt.getTime() % 1) },
    ])
    expect(await world.env.db.prisma.deadlineWatch.count({ where: { caseId: decided.id } })).toBe(0)
  })
})

describe('one message, not twenty', () => {
  test('twenty failures are one message; what follows waits for the end of the window', async () => {
    await make()
    for (let i = 0; i < 20; i += 1) await failedAction()
    await workAlerts(env)
    await failedAction()
    await failedAction()
    await workAlerts(env)
    expect(received()).toMatchObject([{ title: 'Steward: 20 actions failed', events: [{ count: 20 }] }])
    await gatherAlerts(env, Date.now() + 300_001)
    await sendAlerts(env)
    expect(received()[1]).toMatchObject({ title: 'Steward: 2 actions failed' })
  })

  test('quiet hours end in one summary, and emergencies do not wait for it', async () => {
    const quietNow = { from: 0, to: 1_439, timeZone: 'UTC' }
    const { id } = await make({ quiet: quietNow })
    await failedAction()
    await failedAction()
    await world.env.db.prisma.drift.create({
      data: { groupId: 'g2', kind: 'unmuted', expected: 'muted', seen: 'normal', version: 1 },
    })
    await emergency()
    // Whatever the hour: a day of 1,439 quiet minutes, looked at in the middle of it.
    const noon = new Date().setUTCHours(12, 0, 0, 0)
    await world.env.db.prisma.alert.updateMany({ where: { channelId: id }, data: { at: new Date(noon) } })
    await gatherAlerts(env, noon)
    await sendAlerts(env)
    expect(received().map(({ title }) => title)).toEqual(['Steward: Emergency'])
    await gatherAlerts(env, noon + 12 * 3_600_000 - 30_000)
    await sendAlerts(env)
    expect(received()[1]).toMatchObject({
      title: 'Steward: 3 alerts from quiet hours',
      events: [
        { event: 'drift', count: 1 },
        { event: 'failed_action', count: 2 },
      ],
    })
  })
})

describe('where a receiver is unwell', () => {
  const again = async () => {
    await world.env.db.prisma.alertMessage.updateMany({ data: { nextAt: new Date(0) } })
    await workAlerts(env)
  }

  test('it is tried again under the same id, later ones gather behind it, and its row says why', async () => {
    await make()
    receiver.fail(503)
    await failedAction()
    await workAlerts(env)
    await failedAction()
    await again()
    expect((await alerts().channels()).channels[0]).toMatchObject({
      failures: 2,
      problem: { code: 'refused', answer: '503 not now' },
      sentAt: null,
    })
    const [first, ...others] = await messages()
    expect([first?.state, first?.attempts, others.length]).toEqual(['due', 2, 0])
    receiver.fail(null)
    await again()
    expect(receiver.received.map(({ delivery }) => delivery)).toEqual([first?.id])
    expect((await alerts().channels()).channels[0]).toMatchObject({ failures: 0, problem: null })
    expect(await world.env.db.prisma.alert.count({ where: { messageId: null } })).toBe(1)
  })

  test('after a day it is given up', async () => {
    await make()
    receiver.fail(500)
    await failedAction()
    await workAlerts(env)
    await world.env.db.prisma.alertMessage.updateMany({
      data: { createdAt: new Date(Date.now() - 25 * 3_600_000) },
    })
    await again()
    expect((await messages()).map(({ state, problem }) => [state, problem])).toEqual([['failed', 'refused']])
  })

  test('one that a killed worker had taken up is sent once its lease is over', async () => {
    await make()
    await failedAction()
    await gatherAlerts(env)
    const taken = { state: 'sending' as const, attempts: 1, nextAt: new Date(Date.now() + 120_000) }
    await world.env.db.prisma.alertMessage.updateMany({ data: taken })
    await workAlerts(env)
    expect(received()).toEqual([])
    await again()
    expect((await messages()).map(({ state, attempts }) => [state, attempts])).toEqual([['sent', 2]])
  })

  test('many workers at once send each once', async () => {
    await Promise.all([make(), make(), make()])
    await failedAction()
    await Promise.all(Array.from({ length: 8 }, () => workAlerts(env)))
    expect(receiver.received).toHaveLength(3)
    expect(new Set(receiver.received.map(({ delivery }) => delivery)).size).toBe(3)
  })

  test('recipients that the mail server refuses are named', async () => {
    const recipients = ['desk@example.org', 'nobody@example.org']
    await make({ kind: 'email', address: null, secret: null, recipients })
    await failedAction()
    await workAlerts(env)
    expect(mailbox.mails.map(({ to }) => to)).toEqual([['desk@example.org']])
    expect((await alerts().channels()).channels[0]?.problem).toEqual({
      code: 'some_refused',
      answer: 'nobody@example.org',
    })
  })
})
