import { randomUUID } from 'node:crypto'
import { type Sandbox, startSandbox } from '@/server/sandbox/server'
import { createOpenim, type Openim, type OpenimSettings } from './client'
import { groupConversationId } from './conversation-id'
import type { Message } from './message-schema'
import { onlyOwnIds } from './test-own-ids'
import { createMemoryTokenStore } from './token-memory'

export const op = { operationId: 'test' }
export const bothVersions = ['main', 'patch.16'] as const

const { OPENIM_URL, OPENIM_SECRET, OPENIM_ADMIN } = process.env

/**
 * What the client's behaviour is tested against: the sandbox as both versions, or the server that OPENIM_URL,
 * OPENIM_SECRET and OPENIM_ADMIN name. Only what carries this run's own prefix is made or changed, and groups are dismissed
 * at the end; OpenIM cannot delete users. On main the admin tokens of these tests end other tokens of the same admin id
 * five minutes later (contract 2.3): name an admin that nothing else uses, or one whose users renew theirs.
 */
export const targets: readonly Target[] = OPENIM_URL ? ['server'] : bothVersions

export type Target = (typeof bothVersions)[number] | 'server'

type Account = Pick<OpenimSettings, 'baseUrl' | 'secret' | 'adminId'>

const server: Account = {
  baseUrl: OPENIM_URL ?? '',
  secret: OPENIM_SECRET ?? '',
  adminId: OPENIM_ADMIN ?? '',
}
const sandboxAccount = { secret: 'openIM123', adminId: 'imAdmin' }

/** Asks again until `done`: what OpenIM does after its answer has to be waited for. */
export async function until(done: () => Promise<boolean>): Promise<void> {
  const endMs = Date.now() + 5_000
  while (!(await done())) {
    if (Date.now() > endMs) throw new Error('it did not happen within 5 s')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export interface Community {
  groupId: string
  owner: string
  admin: string
  others: string[]
}

/** A server, a client of it, and ways to fill it. */
export class World {
  readonly openim: Openim
  private readonly prefix = `stewardtest_${randomUUID().slice(0, 8)}_`
  private readonly groupIds: string[] = []
  private count = 0

  private constructor(
    private readonly account: Account,
    private readonly ownSandbox: Sandbox | undefined,
  ) {
    this.openim = this.client()
  }

  static async start(target: Target): Promise<World> {
    if (target === 'server') return new World(server, undefined)
    const sandbox = await startSandbox({
      port: 0,
      seed: 'none',
      quirks: target,
      secret: sandboxAccount.secret,
      adminIDs: [sandboxAccount.adminId],
      purgeDelayMs: 30,
    })
    return new World({ ...sandboxAccount, baseUrl: sandbox.url }, sandbox)
  }

  /** The sandbox itself, for tests of what no real server can be asked to do. */
  get sandbox(): Sandbox {
    if (this.ownSandbox === undefined) throw new Error('this needs the sandbox')
    return this.ownSandbox
  }

  async close(): Promise<void> {
    if (this.ownSandbox !== undefined) return this.ownSandbox.close()
    for (const id of this.groupIds) await this.openim.groups.dismiss(id, op).catch(() => undefined)
  }

  /** Another client, as another process would have it; with a token of its own, unless it shares a store. */
  client(changes: Partial<Pick<OpenimSettings, 'secret' | 'tokenStore' | 'onCall'>> = {}): Openim {
    return createOpenim({
      ...this.account,
      tokenStore: createMemoryTokenStore(),
      fetch: onlyOwnIds(this.prefix, this.account.adminId),
      ...changes,
    })
  }

  async people(howMany: number): Promise<string[]> {
    const ids = Array.from({ length: howMany }, () => this.fresh('u'))
    await this.openim.users.register(
      ids.map((id) => ({ id, nickname: `nick ${id}` })),
      op,
    )
    return ids
  }

  async community(size = 3): Promise<Community> {
    const [owner = '', admin = '', ...others] = await this.people(size)
    const id = this.fresh('g')
    this.groupIds.push(id)
    const group = { id, name: 'Study <circle> & 学习', ownerId: owner }
    const groupId = await this.openim.groups.create({ ...group, adminIds: [admin], memberIds: others }, op)
    return { groupId, owner, admin, others }
  }

  /** Writes a text into a group and returns the message once it is stored. */
  async say(groupId: string, senderId: string, text: string): Promise<Message> {
    const content = { content: text }
    const sent = await this.openim.messages.send({ senderId, to: { groupId }, contentType: 101, content }, op)
    const place = { conversationId: groupConversationId(groupId), clientMsgId: sent.clientMsgId ?? '' }
    let stored: Message | null = null
    await until(async () => {
      stored = (await this.openim.messages.findByClientMsgId(place, op)).message
      return stored !== null
    })
    if (stored === null) throw new Error('the message vanished')
    return stored
  }

  /** An id of this run's own that nobody had before. */
  fresh(kind: string): string {
    this.count += 1
    return this.named(`${kind}${this.count}`)
  }

  /** The id of this run's own that goes by this name. */
  named(name: string): string {
    return `${this.prefix}${name}`
  }
}
