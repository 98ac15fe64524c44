import { expect, test } from 'vitest'
import { onlyOwnIds } from './test-own-ids'

const sent: string[] = []
const send = onlyOwnIds('mine_', 'imAdmin', async (url) => {
  sent.push(new URL(url).pathname)
  return new Response('{}')
})
const ask = (path: string, body: unknown) => send(`http://x${path}`, { body: JSON.stringify(body) })

test('what is ours or only reads is sent', async () => {
  sent.length = 0
  await ask('/group/mute_group', { groupID: 'mine_g1' })
  await ask('/msg/revoke_msg', { conversationID: 'sg_mine_g1', seq: 1, userID: 'imAdmin' })
  await ask('/group/get_groups_info', { groupIDs: ['theirs'] })
  expect(sent).toHaveLength(3)
})

test.each([
  ['/group/mute_group', { groupID: 'theirs' }],
  ['/group/invite_user_to_group', { groupID: 'mine_g', invitedUserIDs: ['mine_u', 'theirs'] }],
  ['/user/user_register', { users: [{ userID: 'theirs' }] }],
  ['/auth/get_user_token', { userID: 'theirs', platformID: 1 }],
  ['/group/set_group_member_info', { members: [{ groupID: 'mine_g', userID: 'theirs' }] }],
])('%s %j is not', async (path, body) => {
  await expect(ask(path, body)).rejects.toThrow('theirs')
})
