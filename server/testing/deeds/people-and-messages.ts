import { expect } from 'vitest'
import { messageId } from '@/server/actions/message/address'
import type { ActionName } from '@/server/actions/schema'
import { say } from '@/server/testing/chat'
import type { DeedCase, Prepared, Stage } from '@/server/testing/deeds/deed'

const options = { operationId: 'test' }

async function aMessage(
  { world }: Stage,
  action: ActionName,
  change: 'revoke' | 'delete',
): Promise<Prepared> {
  const { openim, db } = world.env
  const { groupId, userIds } = await world.group(3)
  const [owner = '', sender = ''] = userIds
  const message = await say(world, sender, { groupId }, 'said once')
  const { conversationId, seq } = message
  return {
    action,
    subjectId: messageId(message),
    once: { groupId, changes: { [change]: 1 } },
    async holds(item) {
      const [now] = await openim.messages.pull(owner, conversationId, seq, seq, options)
      expect(now).toMatchObject(change === 'revoke' ? { revoked: true } : { deleted: true, clientMsgId: '' })
      const kept = await db.prisma.keptMessage.findMany({ where: { ledgerId: item.id } })
      expect(kept).toHaveLength(1)
    },
  }
}

async function somebody({ world }: Pick<Stage, 'world'>): Promise<string> {
  const id = `x_${crypto.randomUUID().slice(0, 8)}`
  await world.env.openim.users.register([{ id, nickname: 'Before' }], options)
  return id
}

async function somebodySignedIn({ world }: Stage): Promise<Prepared> {
  const { openim } = world.env
  const id = await somebody({ world })
  const { token } = await openim.auth.userToken(id, 2, options)
  return {
    action: 'user.logout',
    subjectId: id,
    once: null,
    async holds() {
      await expect(openim.auth.parseToken(token, options)).rejects.toMatchObject({ kind: 'refused' })
      const alive = [...world.sandbox.store.tokens.all()].filter(
        (row) => row.userID === id && row.state === 0,
      )
      expect(alive).toEqual([])
    },
  }
}

async function somebodyNew({ world }: Stage): Promise<Prepared> {
  const { openim } = world.env
  const id = `n_${crypto.randomUUID().slice(0, 8)}`
  return {
    action: 'user.register',
    subjectId: id,
    input: { nickname: 'New' },
    once: null,
    async holds() {
      expect(await openim.users.info([id], options)).toMatchObject([{ nickname: 'New' }])
    },
  }
}

async function somebodyNamed({ world }: Stage): Promise<Prepared> {
  const { openim } = world.env
  const id = await somebody({ world })
  return {
    action: 'user.edit',
    subjectId: id,
    input: { nickname: 'After' },
    once: null,
    async holds(item) {
      expect(await openim.users.info([id], options)).toMatchObject([{ nickname: 'After' }])
      expect(item.inverse?.input).toEqual({ nickname: 'Before' })
    },
  }
}

const of = (action: ActionName, route: string, prepare: DeedCase['prepare']) => {
  return { name: action, action, route, prepare }
}
/** Every action on messages and people. */
export const PEOPLE_AND_MESSAGE_DEEDS: readonly DeedCase[] = [
  of('message.revoke', '/msg/revoke_msg', (stage) => aMessage(stage, 'message.revoke', 'revoke')),
  of('message.delete', '/msg/delete_msgs', (stage) => aMessage(stage, 'message.delete', 'delete')),
  of('user.logout', '/auth/force_logout', somebodySignedIn),
  of('user.register', '/user/user_register', somebodyNew),
  of('user.edit', '/user/update_user_info_ex', somebodyNamed),
]
