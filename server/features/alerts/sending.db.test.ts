import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { gatherAlerts } from './gather'
import { sendAlerts } from './send'
import { type Alerting, startAlerting } from './test-alerting'
import { workAlerts } from './work'

let on: Alerting

beforeAll(async () => {
  on = await startAlerting()
})
afterAll(() => on.close())
beforeEach(() => on.reset())

describe('one message, not twenty', () => {
  test('twenty failures are one message; what follows waits for the end of the window', async () => {
    await on.make()
    for (let i = 0; i < 20; i += 1) await on.failedAction()
    await workAlerts(on.env)
    await on.failedAction()
    await on.failedAction()
    await workAlerts(on.env)
    expect(on.received()).toMatchObject([{ title: 'Steward: 20 actions failed', events: [{ count: 20 }] }])
    await gatherAlerts(on.env, Date.now() + 300_001)
    await sendAlerts(on.env)
    expect(on.received()[1]).toMatchObject({ title: 'Steward: 2 actions failed' })
  })

  test('quiet hours end in one summary, and emergencies do not wait for it', async () => {
    const quietNow = { from: 0, to: 1_439, timeZone: 'UTC' }
    const { id } = await on.make({ quiet: quietNow })
    await on.failedAction()
    await on.failedAction()
    await on.drift()
    await on.emergency()
    // Whatever the hour: a day of 1,439 quiet minutes, looked at in the middle of it.
    const noon = new Date().setUTCHours(12, 0, 0, 0)
    await on.prisma.alert.updateMany({ where: { channelId: id }, data: { at: new Date(noon) } })
    await gatherAlerts(on.env, noon)
    await sendAlerts(on.env)
    expect(on.received().map(({ title }) => title)).toEqual(['Steward: Emergency'])
    await gatherAlerts(on.env, noon + 12 * 3_600_000 - 30_000)
    await sendAlerts(on.env)
    expect(on.received()[1]).toMatchObject({
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
    await on.prisma.alertMessage.updateMany({ data: { nextAt: new Date(0) } })
    await workAlerts(on.env)
  }

  test('it is tried again under the same id, later ones gather behind it, and its row says why', async () => {
    await on.make()
    on.receiver.fail(503)
    await on.failedAction()
    await workAlerts(on.env)
    await on.failedAction()
    await again()
    expect((await on.alerts().channels()).channels[0]).toMatchObject({
      failures: 2,
      problem: { code: 'refused', answer: '503 not now' },
      sentAt: null,
    })
    const [first, ...others] = await on.messages()
    expect([first?.state, first?.attempts, others.length]).toEqual(['due', 2, 0])
    on.receiver.fail(null)
    await again()
    expect(on.receiver.received.map(({ delivery }) => delivery)).toEqual([first?.id])
    expect((await on.alerts().channels()).channels[0]).toMatchObject({ failures: 0, problem: null })
    expect(await on.prisma.alert.count({ where: { messageId: null } })).toBe(1)
  })

  test('after a day it is given up', async () => {
    await on.make()
    on.receiver.fail(500)
    await on.failedAction()
    await workAlerts(on.env)
    await on.prisma.alertMessage.updateMany({
      data: { createdAt: new Date(Date.now() - 25 * 3_600_000) },
    })
    await again()
    expect((await on.messages()).map(({ state, problem }) => [state, problem])).toEqual([
      ['failed', 'refused'],
    ])
  })

  test('one that a killed worker had taken up is sent once its lease is over', async () => {
    await on.make()
    await on.failedAction()
    await gatherAlerts(on.env)
    const taken = { state: 'sending' as const, attempts: 1, nextAt: new Date(Date.now() + 120_000) }
    await on.prisma.alertMessage.updateMany({ data: taken })
    await workAlerts(on.env)
    expect(on.received()).toEqual([])
    await again()
    expect((await on.messages()).map(({ state, attempts }) => [state, attempts])).toEqual([['sent', 2]])
  })

  test('many workers at once send each once', async () => {
    await Promise.all([on.make(), on.make(), on.make()])
    await on.failedAction()
    await Promise.all(Array.from({ length: 8 }, () => workAlerts(on.env)))
    expect(on.receiver.received).toHaveLength(3)
    expect(new Set(on.receiver.received.map(({ delivery }) => delivery)).size).toBe(3)
  })

  test('recipients that the mail server refuses are named', async () => {
    const recipients = ['desk@example.org', 'nobody@example.org']
    await on.make({ kind: 'email', address: null, secret: null, recipients })
    await on.failedAction()
    await workAlerts(on.env)
    expect(on.mailbox.mails.map(({ to }) => to)).toEqual([['desk@example.org']])
    expect((await on.alerts().channels()).channels[0]?.problem).toEqual({
      code: 'some_refused',
      answer: 'nobody@example.org',
    })
  })
})
