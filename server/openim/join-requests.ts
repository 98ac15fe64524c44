import { z } from 'zod'
import { type Call, type CallOptions, readRoute, writeRoute } from './endpoint'
import { noData, requestId, requestIds, requestPage, wireInt, wireList, wireMs, wireTextOrNull } from './wire'

export type JoinRequestState = 'pending' | 'accepted' | 'refused'

/** Somebody's application to join a group (contract 4.3). OpenIM keeps neither who handled it nor when. */
export interface JoinRequest {
  groupId: string
  userId: string
  nickname: string
  faceUrl: string
  state: JoinRequestState
  message: string
  /** ms */
  requestedAt: number
  joinSource: number
  inviterId: string | null
  ex: string
}

const results = { pending: 0, accepted: 1, refused: -1 } as const satisfies Record<JoinRequestState, number>

const wireJoinRequest = z
  .object({
    userInfo: z.object({ userID: z.string(), nickname: z.string(), faceURL: z.string() }).nullable(),
    groupInfo: z.object({ groupID: z.string() }).nullable(),
    handleResult: wireInt,
    reqMsg: z.string(),
    reqTime: wireMs,
    joinSource: wireInt,
    inviterUserID: wireTextOrNull,
    ex: z.string(),
  })
  .transform((wire): JoinRequest | null => {
    const { userInfo, groupInfo } = wire
    // One side no longer exists: nobody can decide about it.
    if (userInfo === null || groupInfo === null) return null
    return {
      groupId: groupInfo.groupID,
      userId: userInfo.userID,
      nickname: userInfo.nickname,
      faceUrl: userInfo.faceURL,
      state: stateOf(wire.handleResult),
      message: wire.reqMsg,
      requestedAt: wire.reqTime,
      joinSource: wire.joinSource,
      inviterId: wire.inviterUserID,
      ex: wire.ex,
    }
  })

const requestPageData = z.object({ total: wireInt, groupRequests: wireList(wireJoinRequest) })
const handleResults = z.array(z.union([z.literal(0), z.literal(1), z.literal(-1)]))

const received = readRoute(
  '/group/get_recv_group_applicationList',
  z.object({
    fromUserID: requestId,
    groupIDs: requestIds(1_000),
    handleResults,
    pagination: requestPage,
  }),
  requestPageData,
)

const made = readRoute(
  '/group/get_user_req_group_applicationList',
  z.object({
    userID: requestId,
    groupIDs: z.array(requestId).max(1_000),
    handleResults,
    pagination: requestPage,
  }),
  requestPageData,
)

const respond = writeRoute(
  '/group/group_application_response',
  z.object({
    groupID: requestId,
    fromUserID: requestId,
    handleResult: z.union([z.literal(1), z.literal(-1)]),
    handledMsg: z.string(),
  }),
  noData,
)

const join = writeRoute(
  '/group/join_group',
  z.object({
    groupID: requestId,
    // OpenIM's name for the one who joins (contract 4.5).
    inviterUserID: requestId,
    joinSource: z.int().min(1).max(4),
    reqMessage: z.string(),
    ex: z.string(),
  }),
  noData,
)

export interface JoinRequestQuery {
  /** All where left out. */
  states?: readonly JoinRequestState[] | undefined
  /** From 1. */
  page: number
  size: number
}

export interface JoinRequestPage {
  /** Newest first. Those whose person or group is gone are left out, though `total` counts them. */
  requests: JoinRequest[]
  total: number
}

export interface Application {
  /** 1 by an admin, 2 invitation, 3 search, 4 QR code. */
  joinSource: number
  message?: string | undefined
  ex?: string | undefined
}

/** Applications to join groups (contract 4.3, 4.5). */
export function createJoinRequests(call: Call, adminId: string) {
  return {
    /** The applications to these groups (1 to 1,000); none for a group that does not exist. */
    async toGroups(
      groupIds: readonly string[],
      query: JoinRequestQuery,
      options: CallOptions,
    ): Promise<JoinRequestPage> {
      const body = { fromUserID: adminId, groupIDs: [...groupIds], ...pageBody(query) }
      return pageOf(await call(received, body, options))
    },

    /** The applications that somebody made, to these groups where any are given. 1004 for somebody OpenIM does not know. */
    async ofUser(
      userId: string,
      { groupIds = [], ...query }: JoinRequestQuery & { groupIds?: readonly string[] | undefined },
      options: CallOptions,
    ): Promise<JoinRequestPage> {
      const body = { userID: userId, groupIDs: [...groupIds], ...pageBody(query) }
      return pageOf(await call(made, body, options))
    },

    /**
     * Accepts or refuses an application. 1206 if it was handled before, 1004 if there is none. Read the members back
     * after accepting: the released line answers 1001 for what succeeded (contract 12). `message` is sent, not kept.
     */
    respond(
      application: { groupId: string; userId: string },
      answer: { state: 'accepted' | 'refused'; message?: string | undefined },
      options: CallOptions,
    ): Promise<undefined> {
      const body = {
        groupID: application.groupId,
        fromUserID: application.userId,
        handleResult: results[answer.state],
        handledMsg: answer.message ?? '',
      }
      return call(respond, body, options)
    },

    /**
     * Joins in somebody's name: directly where the group lets people in, otherwise as an application that replaces an
     * earlier one. The answer is the same for both, and 1001 for somebody who is in: read the members back.
     */
    apply(
      groupId: string,
      userId: string,
      { joinSource, message = '', ex = '' }: Application,
      options: CallOptions,
    ): Promise<undefined> {
      const body = { groupID: groupId, inviterUserID: userId, joinSource, reqMessage: message, ex }
      return call(join, body, options)
    },
  }
}

function stateOf(handleResult: number): JoinRequestState {
  if (handleResult === results.accepted) return 'accepted'
  return handleResult === results.refused ? 'refused' : 'pending'
}

function pageBody({ states = [], page, size }: JoinRequestQuery) {
  return {
    handleResults: states.map((state) => results[state]),
    pagination: { pageNumber: page, showNumber: size },
  }
}

function pageOf(data: z.output<typeof requestPageData>): JoinRequestPage {
  return { requests: data.groupRequests.flatMap((request) => request ?? []), total: data.total }
}
