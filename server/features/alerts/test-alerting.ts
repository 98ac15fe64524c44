import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { openCase } from '@/server/testing/cases'
import { testWorld } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import type { SaveChannel } from './schema'
import { startMailbox } from './test-mailbox'
import { SECRET, startReceiver } from './test-receiver'

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

export type Alerting = Awaited<ReturnType<typeof startAlerting>>

/** A world whose alerts go to receivers and a mail server on this machine, and things that happen in it. */
export async function startAlerting() {
  const [world, receiver, mailbox] = await Promise.all([testWorld(), startReceiver(), startMailbox()])
  const owner = await world.staff('owner')
  const { prisma } = world.env.db
  const smtp = { url: mailbox.url, from: 'Steward <steward@example.org>' }
  const env: Env = {
    ...world.env,
    config: { ...world.env.config, alerts: { smtp, webhooksInside: true } },
  }
  const alerts = () => createCaller({ actor: owner, requestId: 'test', env }).alerts

  /** A row of the ledger, as submitting an action writes it. */
  const intent = async (state: 'planned' | 'awaiting_approval' = 'planned') => {
    const groupId = `g${randomUUID()}`
    return await prisma.ledgerRow.create({
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

  return {
    ...{ world, receiver, mailbox, owner, env, prisma, alerts, intent },
    /** Makes a channel that hears of everything; a JSON webhook where nothing else is said. */
    make: (more: Partial<SaveChannel> = {}) =>
      alerts().save({
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
      }),
    emergency: () =>
      openCase(world, {
        reason: 'danger',
        severity: 3,
        emergency: true,
        urgency: 0,
        queueId: 'emergency',
        subjectName: 'Mallory Accused',
      }),
    failedAction: async () => {
      const { id } = await intent()
      const move = (data: Prisma.LedgerRowUpdateInput) => prisma.ledgerRow.update({ where: { id }, data })
      await move({ state: 'sending', sentAt: new Date() })
      await move({ state: 'failed', settledAt: new Date() })
    },
    drift: () =>
      prisma.drift.create({
        data: {
          groupId: `g${randomUUID()}`,
          kind: 'unmuted',
          expected: 'muted',
          seen: 'normal',
          version: 1,
        },
      }),
    /** What the JSON webhook took. */
    received: () => receiver.received.map(({ body }) => sentJson.parse(JSON.parse(body))),
    messages: () => prisma.alertMessage.findMany({ orderBy: { createdAt: 'asc' } }),
    async reset() {
      await prisma.alertChannel.deleteMany()
      await prisma.alertMessage.deleteMany()
      await prisma.alert.deleteMany()
      await prisma.queueMember.deleteMany()
      receiver.received.length = 0
      receiver.fail(null)
      mailbox.mails.length = 0
    },
    close: () => Promise.all([world.close(), receiver.close(), mailbox.close()]),
  }
}
