import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openCase } from '@/server/testing/cases'
import { tellDeadlines } from './deadlines'
import { type Alerting, startAlerting } from './test-alerting'
import { SECRET } from './test-receiver'
import { workAlerts } from './work'

let on: Alerting

beforeAll(async () => {
  on = await startAlerting()
})
afterAll(() => on.close())
beforeEach(() => on.reset())

describe('an emergency', () => {
  test('adds the job in the transaction that opens its case, and goes to the channel at once', async () => {
    await on.make()
    const before = await jobs()
    const { number } = await on.emergency()
    expect(await jobs()).toBe(before + 1)
    await workAlerts(on.env)
    expect(on.received()).toMatchObject([
      {
        type: 'alert',
        title: 'Steward: Emergency',
        events: [
          {
            event: 'emergency',
            count: 1,
            items: [{ case: number, queue: 'emergency', url: `${on.env.config.url}/review/${number}` }],
          },
        ],
      },
    ])
    await workAlerts(on.env)
    expect(on.received()).toHaveLength(1)
  })

  const jobs = async () => {
    const { rows } = await on.world.database.pool.query('SELECT waiting::int AS n FROM steward_queue()')
    return z.tuple([z.object({ n: z.number() })]).parse(rows)[0].n
  }

  test('tells whoever is on call for its queue, and owners where nobody is', async () => {
    const ada = await on.world.staff()
    await on.prisma.queueMember.create({
      data: { queueId: 'emergency', staffId: ada.id, onCall: true },
    })
    const { email } = await on.prisma.staff.findUniqueOrThrow({ where: { id: ada.id } })
    const { number } = await on.emergency()
    await workAlerts(on.env)
    expect(on.mailbox.mails.map(({ to }) => to)).toEqual([[email]])
    expect(on.mailbox.mails[0]?.text).toContain(`/review/${number}`)
    expect(on.mailbox.mails[0]?.text).toContain('Danger to life')

    await on.prisma.queueMember.deleteMany()
    await on.emergency()
    await workAlerts(on.env)
    const owners = await on.prisma.staff.findMany({ where: { role: 'owner' } })
    expect(on.mailbox.mails.slice(1).map(({ to }) => to[0])).toEqual(owners.map((one) => one.email))
  })

  test('is told again to those on call where it goes to another queue', async () => {
    const ada = await on.world.staff()
    await on.prisma.queue.create({
      data: { id: 'second', names: { en: 'Second' }, position: 90, restricted: true },
    })
    await on.prisma.queueMember.create({
      data: { queueId: 'second', staffId: ada.id, onCall: true },
    })
    await on.make()
    const { id } = await on.emergency()
    await on.prisma.case.update({ where: { id }, data: { queueId: 'second' } })
    expect(await on.prisma.alert.count({ where: { staffId: ada.id } })).toBe(1)
    expect(await on.prisma.alert.count({ where: { channelId: { not: null } } })).toBe(1)
  })

  test('is written with its case or not at all', async () => {
    await on.make()
    await expect(
      on.prisma.$transaction(async (tx) => {
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
    expect(await on.prisma.alert.count()).toBe(0)
  })
})

describe.each(['en', 'zh-CN'] as const)('every kind of channel, in %s', (language) => {
  test.each(['slack', 'feishu', 'dingtalk', 'wecom', 'json'] as const)('%s takes it', async (kind) => {
    await on.make({ kind, language, secret: ['slack', 'wecom'].includes(kind) ? null : SECRET })
    const { number } = await on.emergency()
    await workAlerts(on.env)
    expect(on.receiver.received).toHaveLength(1)
    const body = on.receiver.received[0]?.body ?? ''
    expect(body).toContain(language === 'en' ? 'Emergency' : '紧急情况')
    expect(body).toContain(`/review/${number}`)
    if (kind !== 'json') expect(body).toContain(language === 'en' ? 'Danger to life' : '生命危险')
    expect(body).not.toContain('Mallory')
  })

  test('e-mail', async () => {
    await on.make({ kind: 'email', address: null, secret: null, recipients: ['desk@example.org'], language })
    await on.failedAction()
    await workAlerts(on.env)
    expect(on.mailbox.mails.map(({ to }) => to)).toEqual([['desk@example.org']])
    expect(on.mailbox.mails[0]?.text).toMatch(/Auto-Submitted: auto-generated/i)
  })
})

describe('events', () => {
  test('of chosen queues alone, and those of no queue', async () => {
    await on.make({ queueIds: ['general'] })
    await on.emergency()
    expect(await on.prisma.alert.count({ where: { channelId: { not: null } } })).toBe(0)
    await on.drift()
    await on.failedAction()
    await workAlerts(on.env)
    expect(on.received().map(({ events }) => events[0]?.event)).toEqual(
      expect.arrayContaining(['drift', 'failed_action']),
    )
  })

  test('of chosen kinds alone; a switched-off channel hears nothing', async () => {
    await on.make({ events: ['drift'] })
    await on.make({ enabled: false })
    await on.failedAction()
    expect(await on.prisma.alert.count()).toBe(0)
  })

  test('an approval that waits is told, one of an action that a second person refuses has not failed', async () => {
    await on.make()
    const row = await on.intent('awaiting_approval')
    const expiresAt = new Date(Date.now() + 3_600_000)
    await on.prisma.approval.create({
      data: { ledgerId: row.id, rule: 'dismissal', requestedById: on.owner.id, expiresAt },
    })
    await on.prisma.ledgerRow.update({
      where: { id: row.id },
      data: { state: 'refused', settledAt: new Date() },
    })
    await workAlerts(on.env)
    expect(on.received()).toMatchObject([
      {
        events: [{ event: 'approval', count: 1, items: [{ url: `${on.env.config.url}/ledger/approvals` }] }],
      },
    ])
  })

  test('a deadline that is near is told once, of open cases, and not before a snooze ends', async () => {
    await on.make({ events: ['deadline'] })
    const hour = 3_600_000
    const opened = (ago: number, left: number, more: object = {}) =>
      openCase(on.world, {
        openedAt: new Date(Date.now() - ago),
        deadlineAt: new Date(Date.now() + left),
        ...more,
      })
    const near = await opened(hour, hour / 4)
    await opened(hour, hour)
    await opened(hour, hour / 4, { snoozedUntil: new Date(Date.now() + hour) })
    const decided = await opened(hour, hour / 4)
    await on.prisma.case.update({
      where: { id: decided.id },
      data: { state: 'closed', outcome: 'dismissed', closedAt: new Date() },
    })
    await tellDeadlines(on.env.db)
    await tellDeadlines(on.env.db)
    const told = await on.prisma.alert.findMany()
    expect(told.map(({ facts }) => facts)).toEqual([
      { case: near.number, reason: 'spam', due: near.deadlineAt.getTime() - (near.deadlineAt.getTime() % 1) },
    ])
    expect(await on.prisma.deadlineWatch.count({ where: { caseId: decided.id } })).toBe(0)
  })
})
