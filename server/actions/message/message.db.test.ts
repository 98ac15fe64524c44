import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messageId } from '@/server/actions/message/address'
import { planAction } from '@/server/actions/plan'
import { startRunner } from '@/server/actions/runner'
import { unseal } from '@/server/audit/personal'
import type { StaffActor } from '@/server/auth/actor'
import type { Message } from '@/server/openim/message-schema'
import { decide, outcomeOf, perform } from '@/server/testing/actions'
import { say } from '@/server/testing/chat'
import { testWorld, type World } from '@/server/testing/world'

const options = { operationId: 'test' }

/** The released OpenIM answers differently; both have to end the same. */
describe.each(['main', 'patch.16'] as const)('messages on %s', (quirks) => {
  let world: World
  let lin: StaffActor
  beforeAll(async () => {
    world = await testWorld({ sandbox: { quirks }, settleMs: 900, timeoutMs: 2_000 })
    lin = await world.staff()
  })
  afterAll(() => world?.close())

  const keptOf = (ledgerId: string) =>
    world.env.db.prisma.keptMessage.findUniqueOrThrow({ where: { ledgerId } })
  const pulled = async (message: Message, readerId: string) => {
    const [found] = await world.env.openim.messages.pull(
      readerId,
      message.conversationId,
      message.seq,
      message.seq,
      options,
    )
    return found
  }

  test('revokes a message of a group, having kept the whole of it, sealed', async () => {
    const { groupId, userIds } = await world.group(4)
    const [owner = '', , sender = ''] = userIds
    const message = await say(world, sender, { groupId }, 'look at this 👀 مرحبا')
    const item = await perform(world, lin, 'message.revoke', messageId(message))
    expect(item).toMatchObject({
      state: 'verified',
      subject: { kind: 'message', name: 'look at this 👀 مرحبا' },
      inverse: null,
    })
    expect(await pulled(message, owner)).toMatchObject({ revoked: true })
    expect(world.sandbox.store.counters.of(groupId).revoke).toBe(1)
    const kept = await keptOf(item.id)
    expect(kept).toMatchObject({ groupId, senderId: sender, conversationId: message.conversationId })
    expect(Buffer.from(kept.body).includes('look at this')).toBe(false)
    const body = await unseal(world.env.db.prisma, { kind: 'user', id: sender }, kept.body)
    expect(
      createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
    ).toBe(kept.sha256)
    expect(JSON.parse(body ?? '')).toMatchObject({
      seq: message.seq,
      clientMsgId: message.clientMsgId,
      senderId: sender,
      content: message.content,
    })
    const row = await world.env.db.prisma.ledgerRow.findUniqueOrThrow({ where: { id: item.id } })
    expect(row).toMatchObject({ groupId, userId: sender })
    expect(JSON.stringify(row.kept)).not.toContain('look at')
    // Written about the sender: erased with them.
    const audit = await world.env.db.prisma.auditRow.findFirst({ where: { ledgerId: item.id } })
    expect(audit).toMatchObject({
      subjectKind: 'user',
      subjectId: sender,
      after: { message: messageId(message), groupId },
    })
  })

  test('what is revoked already is so, and its original is kept all the same', async () => {
    const { groupId, userIds } = await world.group(3)
    const [, sender = ''] = userIds
    const message = await say(world, sender, { groupId }, 'taken back by hand')
    await world.env.openim.messages.revoke(message.conversationId, message.seq, options)
    const item = await perform(world, lin, 'message.revoke', messageId(message))
    expect(item.state).toBe('already_so')
    const body = await unseal(world.env.db.prisma, { kind: 'user', id: sender }, (await keptOf(item.id)).body)
    expect(JSON.parse(body ?? '')).toMatchObject({ content: message.content, revoked: true })
    expect(world.sandbox.store.counters.of(groupId).revoke).toBe(1)
  })

  test('revokes in a one-to-one chat whose ids hold underscores', async () => {
    const run = crypto.randomUUID().replaceAll('-', '').slice(0, 8)
    const [one, other] = [`a_${run}`, `b_${run}_x`]
    await world.env.openim.users.register(
      [one, other].map((id) => ({ id, nickname: id })),
      options,
    )
    const message = await say(world, one, { userId: other }, 'psst')
    const item = await perform(world, lin, 'message.revoke', messageId(message))
    expect(item).toMatchObject({ state: 'verified' })
    expect(await pulled(message, other)).toMatchObject({ revoked: true })
  })

  test('deletes for everybody, having kept it, and says that there is nothing behind it', async () => {
    const { groupId, userIds } = await world.group(3)
    const [owner = '', sender = ''] = userIds
    const message = await say(world, sender, { groupId }, 'gone soon')
    const item = await perform(world, lin, 'message.delete', messageId(message))
    expect(item).toMatchObject({ state: 'verified', outcome: { facts: { media: 'none', told: 'yes' } } })
    expect(await pulled(message, owner)).toMatchObject({ deleted: true, clientMsgId: '', content: '' })
    expect(world.sandbox.store.counters.of(groupId).delete).toBe(1)
    expect((await keptOf(item.id)).senderId).toBe(sender)
    const again = await perform(world, lin, 'message.delete', messageId(message))
    expect(again.state).toBe('already_so')
  })

  test('what is destroyed cannot be revoked, neither when planned nor when it happens meanwhile', async () => {
    const { groupId, userIds } = await world.group(3)
    const [, sender = ''] = userIds
    const message = await say(world, sender, { groupId }, 'short-lived')
    const ledgerId = await decide(world, lin, 'message.revoke', messageId(message))
    await world.env.openim.messages.deleteForAll(message.conversationId, [message.seq], {}, options)
    const later = decide(world, lin, 'message.revoke', messageId(message))
    await expect(later).rejects.toMatchObject({ facts: { obstacle: 'message_destroyed' } })
    const runner = startRunner(world.env, { everyMs: 100 })
    const item = await outcomeOf(world, ledgerId)
    await runner.stop()
    expect(item).toMatchObject({ state: 'refused', outcome: { code: 'message_destroyed' } })
    expect(world.sandbox.store.counters.of(groupId).revoke).toBeUndefined()
  })

  test('messages of a dismissed group are still read, revoked and deleted', async () => {
    const { groupId, userIds } = await world.group(3)
    const [, sender = ''] = userIds
    const first = await say(world, sender, { groupId }, 'one')
    const second = await say(world, sender, { groupId }, 'two')
    // Dismissed in the app: nobody was kept whom it could be read as.
    await world.env.openim.groups.dismiss(groupId, options)
    const members = () => world.env.openim.groups.members.ids(groupId, options)
    while ((await members()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await perform(world, lin, 'message.revoke', messageId(first))).toMatchObject({ state: 'verified' })
    expect(await perform(world, lin, 'message.delete', messageId(second))).toMatchObject({
      state: 'verified',
      outcome: { facts: { told: 'no' } },
    })
  })

  test('notices of OpenIM are left alone, and addresses of nothing are refused', async () => {
    const { groupId } = await world.group(3)
    const plan = (subjectId: string) =>
      planAction(world.env, { action: 'message.revoke', subjectId, input: {} }, 'test')
    // The notice that the group was made; OpenIM writes it some time after its answer.
    await expect.poll(() => world.sandbox.store.streams.maxSeq(`sg_${groupId}`)).toBeGreaterThan(0)
    expect((await plan(`sg_${groupId}#1`)).obstacles).toEqual([{ key: 'notice_message' }])
    await expect(plan(`sg_${groupId}#99`)).rejects.toMatchObject({ code: 'not_found' })
    await expect(plan('sg_unknown#1')).rejects.toMatchObject({ code: 'not_found' })
    for (const id of ['x', groupId, `sg_${groupId}`, `sg_${groupId}#0`, 'n_1_2#4', `sg_${groupId}#1e3`])
      await expect(plan(id)).rejects.toMatchObject({ code: 'invalid', field: 'subjectId' })
  })
})

describe('media of a message that was taken away', () => {
  let world: World
  let lin: StaffActor
  let storage: Server
  let base: string
  let asked: string[]
  const gone = new Set<string>()

  beforeAll(async () => {
    world = await testWorld()
    lin = await world.staff()
    asked = []
    storage = createServer((request, response) => {
      asked.push(request.url ?? '')
      if (request.url === '/files/elsewhere') {
        response.writeHead(302, { location: 'http://127.0.0.1:1/private' }).end()
      } else response.writeHead(gone.has(request.url ?? '') ? 404 : 206).end('x')
    })
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve))
    const { port }: AddressInfo = addressOf(storage)
    base = `http://127.0.0.1:${port}`
    const { config } = world.env
    world.env.config = { ...config, openim: { ...config.openim, mediaUrl: `${base}/files` } }
  })
  afterAll(async () => {
    storage?.close()
    await world?.close()
  })

  const picture = (url: string) => {
    const size = { uuid: 'p', type: 'image/png', size: 4, width: 2, height: 2, url }
    return { contentType: 102, content: { sourcePicture: size, bigPicture: size, snapshotPicture: size } }
  }

  test.each([
    ['/files/cat.png', 'reachable', true],
    ['/files/gone.png', 'gone', true],
    ['/files/elsewhere', 'unchecked', true],
    ['/secret', 'unchecked', false],
  ])('%s: %s', async (path, media, isAsked) => {
    gone.add('/files/gone.png')
    const { groupId, userIds } = await world.group(3)
    const [, sender = ''] = userIds
    const message = await say(world, sender, { groupId }, picture(`${base}${path}`))
    const plan = await planAction(
      world.env,
      { action: 'message.delete', subjectId: messageId(message), input: {} },
      'test',
    )
    expect(plan.consequences.map(({ key }) => key)).toContain('message_media_stays')
    const item = await perform(world, lin, 'message.delete', messageId(message))
    expect(item).toMatchObject({ state: 'verified', outcome: { facts: { media } } })
    expect(asked.includes(path)).toBe(isAsked)
  })

  test('are looked for after a revocation too, also where an app put them into data of its own', async () => {
    const { groupId, userIds } = await world.group(3)
    const [, sender = ''] = userIds
    const data = JSON.stringify({ shown: { card: `${base}/files/card.png` }, web: 'https://example.com/' })
    const message = await say(
      world,
      sender,
      { groupId },
      {
        contentType: 110,
        content: { data, description: '', extension: '' },
      },
    )
    const item = await perform(world, lin, 'message.revoke', messageId(message))
    expect(item).toMatchObject({ state: 'verified', outcome: { facts: { media: 'reachable' } } })
    expect(asked).toContain('/files/card.png')
  })
})

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  return address
}
