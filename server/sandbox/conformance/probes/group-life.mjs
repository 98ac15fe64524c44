import { page, send, settle } from './shared.mjs'

/** Groups: roles, members, requests, dismissal. Order within one probe matters. */
export const groupLifeProbes = {
  async 'group.roles'(t) {
    const [u1, u2, u3] = await t.users('u1', 'u2', 'u3')
    const g = await t.group(u1, [u2, u3])
    const set = (userID, roleLevel) => ({ members: [{ groupID: g, userID, roleLevel }] })
    await t.call('promote', '/group/set_group_member_info', set(u2, 60))
    await t.call('read', '/group/get_group_members_info', { groupID: g, userIDs: [u2] })
    await t.call('to owner', '/group/set_group_member_info', set(u2, 100))
    await t.call('no such level', '/group/set_group_member_info', set(u2, 40))
    await t.call('not a member', '/group/set_group_member_info', set(t.unregistered('u9'), 60))
    await t.call('transfer', '/group/transfer_group', { groupID: g, oldOwnerUserID: u1, newOwnerUserID: u3 })
    await t.call(
      'roles after',
      '/group/get_group_member_list',
      { groupID: g, pagination: page() },
      { unordered: true },
    )
    await t.call('to itself', '/group/transfer_group', { groupID: g, oldOwnerUserID: u3, newOwnerUserID: u3 })
    await t.call('to a stranger', '/group/transfer_group', {
      groupID: g,
      oldOwnerUserID: u3,
      newOwnerUserID: t.unregistered('u9'),
    })
    await t.call('demote the owner', '/group/set_group_member_info', set(u3, 20))
    await t.call('no owner any more', '/group/get_groups_info', { groupIDs: [g] })
    await t.call('so it cannot be dismissed', '/group/dismiss_group', { groupID: g })
    await t.call('repair', '/group/transfer_group', { groupID: g, oldOwnerUserID: u3, newOwnerUserID: u1 })
    await t.call(
      'repaired',
      '/group/get_group_member_list',
      { groupID: g, pagination: page() },
      { unordered: true },
    )
  },
  async 'group.kick'(t) {
    const [u1, u2, u3] = await t.users('u1', 'u2', 'u3')
    const g = await t.group(u1, [u2, u3])
    // until the group has a first message, released servers answer an error for a kick that took effect
    await t.until(
      '/msg/search_msg',
      { recvID: g, sessionType: 3, pagination: page() },
      (r) => r?.data?.chatLogsNum >= 1,
    )
    await t.call('owner', '/group/kick_group', { groupID: g, kickedUserIDs: [u1] })
    await t.call('stranger', '/group/kick_group', { groupID: g, kickedUserIDs: [t.unregistered('u9')] })
    await t.call('the caller', '/group/kick_group', { groupID: g, kickedUserIDs: [t.adminID] })
    await t.call('nobody', '/group/kick_group', { groupID: g, kickedUserIDs: [] })
    await t.call('same twice', '/group/kick_group', { groupID: g, kickedUserIDs: [u2, u2] })
    await t.call('one good, one bad', '/group/kick_group', {
      groupID: g,
      kickedUserIDs: [u2, t.unregistered('u8')],
    })
    await t.call('so nobody left', '/group/get_group_member_user_id', { groupID: g }, { unordered: true })
    await t.call('ok', '/group/kick_group', { groupID: g, kickedUserIDs: [u2], reason: 'spam' })
    await t.call('again', '/group/kick_group', { groupID: g, kickedUserIDs: [u2] })
    await t.call(
      'members',
      '/group/get_group_member_list',
      { groupID: g, pagination: page() },
      { unordered: true },
    )
    await t.call('unknown group', '/group/kick_group', {
      groupID: t.unregistered('none6'),
      kickedUserIDs: [u3],
    })
  },
  async 'group.invite'(t) {
    const [u1, u2, u3] = await t.users('u1', 'u2', 'u3')
    const g = await t.group(u1, [u2], [], { needVerification: 1 })
    await t.call('joins at once', '/group/invite_user_to_group', {
      groupID: g,
      invitedUserIDs: [u3],
      reason: 'r',
    })
    await t.call('member', '/group/get_group_members_info', { groupID: g, userIDs: [u3] })
    await t.call(
      'again',
      '/group/invite_user_to_group',
      { groupID: g, invitedUserIDs: [u3] },
      { codeOnly: true },
    )
    await t.call('unknown user', '/group/invite_user_to_group', {
      groupID: g,
      invitedUserIDs: [t.unregistered('u9')],
    })
    await t.call('nobody', '/group/invite_user_to_group', { groupID: g, invitedUserIDs: [] })
    await t.call('unknown group', '/group/invite_user_to_group', {
      groupID: t.unregistered('none7'),
      invitedUserIDs: [u3],
    })
  },
  async 'group.join'(t) {
    const [u1, u2, u3] = await t.users('u1', 'u2', 'u3')
    const g = await t.group(u1, [], [], { needVerification: 1 })
    const token = await t.token(u2)
    const join = (who, groupID = g) => ({ groupID, inviterUserID: who, joinSource: 3, reqMessage: 'please' })
    await t.call('asks', '/group/join_group', join(u2), { token })
    await t.call('requests', '/group/get_recv_group_applicationList', {
      fromUserID: u1,
      pagination: page(),
      groupIDs: [g],
    })
    await t.call('asks again', '/group/join_group', join(u2), { token })
    await settle()
    await t.call('accept', '/group/group_application_response', {
      groupID: g,
      fromUserID: u2,
      handleResult: 1,
      handledMsg: 'ok',
    })
    await t.call('accept again', '/group/group_application_response', {
      groupID: g,
      fromUserID: u2,
      handleResult: 1,
    })
    await t.call('no such result', '/group/group_application_response', {
      groupID: g,
      fromUserID: u2,
      handleResult: 2,
    })
    await t.call('no request', '/group/group_application_response', {
      groupID: g,
      fromUserID: u3,
      handleResult: 1,
    })
    await t.call('handled', '/group/get_recv_group_applicationList', {
      fromUserID: u1,
      pagination: page(),
      groupIDs: [g],
    })
    await t.call('is a member', '/group/get_group_members_info', { groupID: g, userIDs: [u2] })
    await t.call('asks as a member', '/group/join_group', join(u2), { token })
    await t.call('for somebody else', '/group/join_group', join(u3), { token })
    await t.call('unknown group', '/group/join_group', join(u3, t.unregistered('none90')))
    await t.call('no such source', '/group/join_group', { ...join(u3), joinSource: 9 })
    const open = await t.group(u1, [], [], { needVerification: 2 })
    await t.call('open group: in at once', '/group/join_group', join(u3, open))
    await t.call('open group: member', '/group/get_group_members_info', { groupID: open, userIDs: [u3] })
  },
  async 'group.dismiss'(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    const g = await t.group(u1, [u2])
    const token = await t.token(u2)
    await t.call('by a member', '/group/dismiss_group', { groupID: g }, { token })
    await t.call('unknown group', '/group/dismiss_group', { groupID: t.unregistered('none8') })
    await t.call('ok', '/group/dismiss_group', { groupID: g })
    await t.call('again', '/group/dismiss_group', { groupID: g })
    const left = await t.until(
      '/group/get_group_member_list',
      { groupID: g, pagination: page() },
      (r) => r?.data?.total === 0,
    )
    t.fact('the members are deleted soon after, though deleteMember was not asked', left.data.total)
    await t.call('info: status 2, nobody in it', '/group/get_groups_info', { groupIDs: [g] })
    await t.call('by id: present', '/group/get_groups', { groupID: g, pagination: page() })
    await t.call('nobody may speak, not even the app admin', '/msg/send_msg', send(t.adminID, g, 'hi'), {
      loose: true,
    })
    await t.call('nobody may be invited', '/group/invite_user_to_group', {
      groupID: g,
      invitedUserIDs: [t.unregistered('u9')],
    })
    await t.call('dismiss a third time', '/group/dismiss_group', { groupID: g })
    await t.call('kick', '/group/kick_group', { groupID: g, kickedUserIDs: [u2] })
    await t.call('cancel_mute revives', '/group/cancel_mute_group', { groupID: g })
    await t.call('status 0, nobody in it', '/group/get_groups_info', { groupIDs: [g] })
    await settle()
    await t.call('may not speak', '/msg/send_msg', send(u2, g, 'hi'), { loose: true })
    await t.call('members come back by invitation', '/group/invite_user_to_group', {
      groupID: g,
      invitedUserIDs: [u2, u1],
      sendMessage: false,
    })
    await t.call('the owner by transfer from anybody', '/group/transfer_group', {
      groupID: g,
      oldOwnerUserID: u2,
      newOwnerUserID: u1,
    })
    await t.call(
      'as before',
      '/group/get_group_member_list',
      { groupID: g, pagination: page() },
      { unordered: true },
    )
    await settle()
    await t.call('may speak', '/msg/send_msg', send(u2, g, 'hi'), { loose: true })
    await t.call('dismiss, members deleted', '/group/dismiss_group', { groupID: g, deleteMember: true })
    await t.call('no owner, no members', '/group/get_groups_info', { groupIDs: [g] })
    await t.call('dismiss again', '/group/dismiss_group', { groupID: g, deleteMember: true })
    await t.call('mute makes it visible again', '/group/mute_group', { groupID: g })
    await t.call('status 3 and empty', '/group/get_groups_info', { groupIDs: [g] })
  },
}
