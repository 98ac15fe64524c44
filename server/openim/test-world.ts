import { type Sandbox, startSandbox } from '@/server/sandbox/server'
import { createOpenim, type Openim, type OpenimSettings } from './client'
import { groupConversationId } from './conversation-id'
import type { Message } from './message-schema'
import { createMemoryTokenStore } from './token-memory'

export const op = { operationId: 'test' }
export const bothVersions = ['main', 'patch.16'] as const

const secret = 'openIM123'
const adminId = 'imAdmin'

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

/** A sandbox, a client of it, and ways to fill it. */
export class World {
  readonly openim: Openim
  private count = 0

  constructor(readonly sandbox: Sandbox) {
    this.openim = this.client()
  }

  static async start(quirks: (typeof bothVersions)[number]): Promise<World> {
    const purgeDelayMs = 30
    return new World(
      await startSandbox({ port: 0, seed: 'none', quirks, secret, adminIDs: [adminId], purgeDelayMs }),
    )
  }

  /** Another client, as another process would have it; with a token of its own, unless it shares a store. */
  client(changes: Partial<Pick<OpenimSettings, 'secret' | 'tokenStore'>> = {}): Openim {
    return createOpenim({
      baseUrl: this.sandbox.url,
      secret,
      adminId,
      tokenStore: createMemoryTokenStore(),
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
    const group = { id: this.fresh('g'), name: 'Study <circle> & 学习', ownerId: owner }
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

  private fresh(prefix: string): string {
    this.count += 1
    return `${prefix}${this.count}`
  }
}
