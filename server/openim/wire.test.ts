import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Group, wireGroup, wireMember } from './group-schema'
import { wireFound, wirePulled } from './message-schema'
import { wireUser } from './user-schema'
import { requestIds, wireInt, wireList, wireMap, wireMs, wireMsOrNull } from './wire'

const group = {
  groupID: 'g1',
  groupName: 'Study <circle> & 学习',
  notification: '',
  introduction: '',
  faceURL: '',
  ownerUserID: 'u1',
  createTime: 1_767_225_600_000,
  memberCount: 3,
  ex: '',
  status: 3,
  creatorUserID: '',
  groupType: 2,
  needVerification: 0,
  lookMemberInfo: 0,
  applyMemberFriend: 0,
  notificationUpdateTime: 0,
  notificationUserID: '',
}
const member = {
  groupID: 'g1',
  userID: 'u1',
  roleLevel: 60,
  joinTime: 5,
  nickname: 'Noor',
  faceURL: '',
  appMangerLevel: 0,
  joinSource: 2,
  operatorUserID: 'imAdmin',
  ex: '',
  muteEndTime: 0,
  inviterUserID: '',
}
const user = {
  userID: 'u1',
  nickname: 'Noor',
  faceURL: '',
  ex: '',
  createTime: 5,
  appMangerLevel: 0,
  globalRecvMsgOpt: 0,
}
const message = {
  sendID: 'u2',
  recvID: '',
  groupID: 'g1',
  clientMsgID: 'c1',
  serverMsgID: 's1',
  senderPlatformID: 5,
  senderNickname: 'Noor',
  senderFaceURL: 'face',
  sessionType: 3,
  msgFrom: 100,
  contentType: 101,
  content: 'eyJjb250ZW50Ijoi5L2g5aW9In0=',
  seq: 7,
  sendTime: 10,
  createTime: 9,
  status: 2,
}
const chatLog = { ...message, recvID: 'g1', content: '{"content":"hi"}', senderFaceURL: 'group-face' }

describe('atoms', () => {
  test('a null list is empty; an absent one is not a list', () => {
    const list = z.object({ ids: wireList(z.string()) })
    expect(list.parse({ ids: null })).toEqual({ ids: [] })
    expect(list.safeParse({}).success).toBe(false)
  })

  test('a map may be absent or null', () => {
    const map = z.object({ msgs: wireMap(wireInt) })
    expect(map.parse({}).msgs.size).toBe(0)
    expect(map.parse({ msgs: null }).msgs.size).toBe(0)
    expect(map.parse({ msgs: { a: 1 } }).msgs).toEqual(new Map([['a', 1]]))
  })

  test('a number that lost digits is refused, not passed on', () => {
    expect(wireInt.safeParse(JSON.parse('9007199254740993')).success).toBe(false)
    expect(wireInt.parse(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER)
    expect(wireInt.safeParse('7').success).toBe(false)
    expect(wireInt.safeParse(1.5).success).toBe(false)
  })

  test('any time can become a Date', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (ms) => {
        expect(Number.isNaN(new Date(wireMs.parse(ms)).getTime())).toBe(false)
      }),
    )
    expect(wireMsOrNull.parse(0)).toBeNull()
  })

  test('a list of ids to send is neither empty nor repeated', () => {
    expect(requestIds(3).safeParse([]).success).toBe(false)
    expect(requestIds(3).safeParse(['a', 'a']).success).toBe(false)
    expect(requestIds(3).safeParse(['a', '']).success).toBe(false)
    expect(requestIds(1).safeParse(['a', 'b']).success).toBe(false)
    expect(requestIds(2).parse(['a', 'b'])).toEqual(['a', 'b'])
  })
})

describe('objects', () => {
  test('a group', () => {
    expect(wireGroup.parse(group)).toEqual({
      id: 'g1',
      name: 'Study <circle> & 学习',
      announcement: '',
      introduction: '',
      faceUrl: '',
      ownerId: 'u1',
      creatorId: null,
      createdAt: 1_767_225_600_000,
      memberCount: 3,
      status: 'muted',
      statusCode: 3,
      needVerification: 0,
      lookMemberInfo: 0,
      applyMemberFriend: 0,
      announcedAt: null,
      ex: '',
    } satisfies Group)
  })

  test.each([
    [0, 'normal'],
    [1, 'banned'],
    [2, 'dismissed'],
    [3, 'muted'],
    [9, 'normal'],
  ])('status %i is %s', (status, expected) => {
    expect(wireGroup.parse({ ...group, status })).toMatchObject({ status: expected, statusCode: status })
  })

  test.each([
    [100, 'owner'],
    [60, 'admin'],
    [20, 'member'],
    [0, 'member'],
  ])('role level %i is %s', (roleLevel, role) => {
    expect(wireMember.parse({ ...member, roleLevel })).toMatchObject({ role })
  })

  test('a mute has an end or is none', () => {
    expect(wireMember.parse(member).mutedUntil).toBeNull()
    expect(wireMember.parse({ ...member, muteEndTime: 99 }).mutedUntil).toBe(99)
  })

  test('a pulled message', () => {
    expect(wirePulled.parse(message)('sg_g1')).toMatchObject({
      conversationId: 'sg_g1',
      groupId: 'g1',
      recipientId: null,
      content: '{"content":"你好"}',
      revoked: false,
      deleted: false,
      senderFaceUrl: 'face',
    })
  })

  test('a pulled message that was revoked, and one that is gone', () => {
    expect(wirePulled.parse({ ...message, contentType: 2101 })('sg_g1').revoked).toBe(true)
    const gone = {
      ...message,
      status: 4,
      sessionType: 0,
      contentType: 0,
      content: null,
      groupID: '',
      sendID: '',
    }
    expect(wirePulled.parse(gone)('sg_g1')).toMatchObject({ deleted: true, content: '', session: 'unknown' })
  })

  test('a found message of a group: the picture is the group’s, so it is left out', () => {
    expect(wireFound.parse({ chatLog, isRevoked: true })).toMatchObject({
      conversationId: 'sg_g1',
      content: '{"content":"hi"}',
      senderFaceUrl: '',
      revoked: true,
      source: 'search',
    })
  })

  test('a found one-to-one message', () => {
    const single = { ...chatLog, sessionType: 1, groupID: '', recvID: 'u1', senderFaceURL: 'face' }
    expect(wireFound.parse({ chatLog: single, isRevoked: false })).toMatchObject({
      conversationId: 'si_u1_u2',
      groupId: null,
      recipientId: 'u1',
      senderFaceUrl: 'face',
    })
  })

  const schemas: [string, z.ZodType, Record<string, unknown>][] = [
    ['group', wireGroup, group],
    ['member', wireMember, member],
    ['user', wireUser, user],
  ]

  test.each(schemas)('%s: unknown fields change nothing', (_name, schema, wire) => {
    const expected = schema.parse(wire)
    const unknown = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(unknown, (more) => {
        const known = Object.fromEntries(Object.entries(more).filter(([key]) => !(key in wire)))
        expect(schema.parse({ ...known, ...wire })).toEqual(expected)
      }),
    )
  })

  test.each(schemas)(
    '%s: a field that we use and that is missing or of another type is refused',
    (_name, schema, wire) => {
      const unused = ['groupType', 'notificationUserID', 'appMangerLevel']
      const used = Object.keys(wire).filter((key) => _name === 'user' || !unused.includes(key))
      const { length: refused } = used.filter(
        (key) =>
          !schema.safeParse({ ...wire, [key]: undefined }).success &&
          !schema.safeParse({ ...wire, [key]: [] }).success &&
          !schema.safeParse({ ...wire, [key]: null }).success,
      )
      expect(refused).toBe(used.length)
    },
  )
})
