import { sleep } from '../probe.mjs'
import { page, send, settle } from './shared.mjs'

/** Groups: created, read, edited, muted. Order within one probe matters. */
export const groupProbes = {
  async 'group.create'(t) {
    const [u1, u2, u3, u4] = await t.users('u1', 'u2', 'u3', 'u4')
    const r = await t.call(
      'ok',
      '/group/create_group',
      {
        ownerUserID: u1,
        memberUserIDs: [u2, u3],
        adminUserIDs: [u4],
        groupInfo: {
          groupName: 'Study <circle>',
          introduction: 'i',
          notification: 'n',
          faceURL: 'f',
          ex: 'e',
          groupType: 2,
        },
      },
      { pick: (d) => ({ groupInfo: { ...d.groupInfo, groupID: 'G' } }) },
    )
    const g = r.data.groupInfo.groupID
    t.name(g, 'G1')
    await t.call('read', '/group/get_groups_info', { groupIDs: [g] })
    await t.call(
      'members',
      '/group/get_group_member_list',
      { groupID: g, pagination: page() },
      { unordered: true },
    )
    await t.call('member ids', '/group/get_group_member_user_id', { groupID: g }, { unordered: true })
    await t.call('type 0', '/group/create_group', {
      ownerUserID: u1,
      memberUserIDs: [u2],
      groupInfo: { groupName: 'x', groupType: 0 },
    })
    await t.call('owner also a member', '/group/create_group', {
      ownerUserID: u1,
      memberUserIDs: [u1],
      groupInfo: { groupName: 'x', groupType: 2 },
    })
    await t.call('unknown member', '/group/create_group', {
      ownerUserID: u1,
      memberUserIDs: [t.unregistered('u9')],
      groupInfo: { groupName: 'x', groupType: 2 },
    })
    await t.call('taken id', '/group/create_group', {
      ownerUserID: u1,
      memberUserIDs: [u2],
      groupInfo: { groupID: g, groupName: 'x', groupType: 2 },
    })
    await t.call('no owner', '/group/create_group', {
      memberUserIDs: [u2],
      groupInfo: { groupName: 'x', groupType: 2 },
    })
  },
  async 'group.read'(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    const tag = `Zq${t.unregistered('tag')}`
    const a = await t.group(u1, [u2], [], { groupName: `${tag} Alpha.one` })
    await sleep(30)
    const b = await t.group(u1, [u2], [], { groupName: `${tag} beta` })
    await t.call('newest first', '/group/get_groups', { groupName: tag, pagination: page() })
    await t.call('second page', '/group/get_groups', { groupName: tag, pagination: page(1, 2) })
    await t.call('past the end', '/group/get_groups', { groupName: tag, pagination: page(10, 9) })
    await t.call('count only', '/group/get_groups', { groupName: tag, pagination: page(0) })
    await t.call('case matters', '/group/get_groups', { groupName: `${tag} alpha`, pagination: page() })
    await t.call('a pattern', '/group/get_groups', { groupName: `${tag} .*one$`, pagination: page() })
    await t.call(
      'broken pattern',
      '/group/get_groups',
      { groupName: '(', pagination: page() },
      { codeOnly: true },
    )
    await t.call('by id', '/group/get_groups', { groupID: b, pagination: page() })
    await t.call('by unknown id', '/group/get_groups', {
      groupID: t.unregistered('none2'),
      pagination: page(),
    })
    await t.call(
      'info of several',
      '/group/get_groups_info',
      { groupIDs: [a, t.unregistered('none92'), b, a] },
      { unordered: true },
    )
    await t.call('info of none', '/group/get_groups_info', { groupIDs: [] })
    await t.call('members of an unknown group', '/group/get_group_member_list', {
      groupID: t.unregistered('none3'),
      pagination: page(),
    })
    await t.call('members by keyword', '/group/get_group_member_list', {
      groupID: a,
      keyword: 'nick',
      pagination: page(),
    })
    await t.call('members, filter out of range', '/group/get_group_member_list', {
      groupID: a,
      filter: 9,
      pagination: page(),
    })
    await t.call('some members', '/group/get_group_members_info', {
      groupID: a,
      userIDs: [u2, t.unregistered('u9')],
    })
    await t.call(
      'joined groups',
      '/group/get_joined_group_list',
      { fromUserID: u2, pagination: page() },
      { unordered: true },
    )
    const token = await t.token(u2)
    await t.call(
      'any user may list groups',
      '/group/get_groups',
      { groupID: a, pagination: page() },
      { token },
    )
  },
  async 'group.edit'(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    const g = await t.group(u1, [u2])
    await t.call('set', '/group/set_group_info_ex', {
      groupID: g,
      groupName: 'renamed',
      introduction: 'intro',
      ex: '{"k":1}',
      needVerification: 2,
    })
    await t.call('read', '/group/get_groups_info', { groupIDs: [g] })
    await t.call('clear', '/group/set_group_info_ex', { groupID: g, introduction: '', ex: '' })
    await t.call('read cleared', '/group/get_groups_info', { groupIDs: [g] })
    await t.call('blank name: nothing is written', '/group/set_group_info_ex', {
      groupID: g,
      groupName: '  ',
      ex: 'lost',
    })
    await t.call('read unchanged', '/group/get_groups_info', { groupIDs: [g] })
    await t.call('wrapper as an object', '/group/set_group_info_ex', { groupID: g, ex: { value: 'x' } })
    await t.call('unknown group', '/group/set_group_info_ex', {
      groupID: t.unregistered('none4'),
      groupName: 'x',
    })
    const token = await t.token(u2)
    await t.call('by a member', '/group/set_group_info_ex', { groupID: g, groupName: 'x' }, { token })
  },
  async 'group.mute'(t) {
    const [u1, u2, u3] = await t.users('u1', 'u2', 'u3')
    const g = await t.group(u1, [u2], [u3])
    await t.call('mute', '/group/mute_group', { groupID: g })
    await t.call('status 3', '/group/get_groups_info', { groupIDs: [g] })
    await settle()
    await t.call('member is refused', '/msg/send_msg', send(u2, g, 'hi'), { loose: true })
    await t.call('owner may speak', '/msg/send_msg', send(u1, g, 'hi'), { loose: true })
    await t.call('group admin may speak', '/msg/send_msg', send(u3, g, 'hi'), { loose: true })
    await t.call('app admin may speak', '/msg/send_msg', send(t.adminID, g, 'hi'), { loose: true })
    await t.call('mute again', '/group/mute_group', { groupID: g })
    await t.call('cancel', '/group/cancel_mute_group', { groupID: g })
    await t.call('status 0', '/group/get_groups_info', { groupIDs: [g] })
    await t.call('cancel again', '/group/cancel_mute_group', { groupID: g })
    await t.call('unknown group', '/group/mute_group', { groupID: t.unregistered('none5') })
    await t.call('no group', '/group/mute_group', {})
    const token = await t.token(u2)
    await t.call('by a member', '/group/mute_group', { groupID: g }, { token })
  },
  async 'group.mute_member'(t) {
    const [u1, u2] = await t.users('u1', 'u2')
    const g = await t.group(u1, [u2])
    await t.call('mute', '/group/mute_group_member', { groupID: g, userID: u2, mutedSeconds: 600 })
    await t.call('read', '/group/get_group_members_info', { groupID: g, userIDs: [u2] })
    await settle()
    await t.call('is refused', '/msg/send_msg', send(u2, g, 'hi'), { loose: true })
    await t.call('the owner too is accepted', '/group/mute_group_member', {
      groupID: g,
      userID: u1,
      mutedSeconds: 600,
    })
    await settle()
    await t.call('but may speak', '/msg/send_msg', send(u1, g, 'hi'), { loose: true })
    await t.call('zero seconds', '/group/mute_group_member', { groupID: g, userID: u2, mutedSeconds: 0 })
    await t.call('negative seconds', '/group/mute_group_member', { groupID: g, userID: u2, mutedSeconds: -1 })
    await t.call('not a member', '/group/mute_group_member', {
      groupID: g,
      userID: t.unregistered('u9'),
      mutedSeconds: 5,
    })
    await t.call('cancel', '/group/cancel_mute_group_member', { groupID: g, userID: u2 })
    await settle()
    await t.call('may speak', '/msg/send_msg', send(u2, g, 'hi'), { loose: true })
  },
}
