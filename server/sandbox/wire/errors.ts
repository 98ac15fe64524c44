/** How an error looks on v3.8.3-patch.16 where it differs from main (contract 12). */
export interface PatchLook {
  code?: number
  dlt?: string
}

/** An error as OpenIM answers it: code, msg and dlt of the envelope, with HTTP 200 unless said otherwise. */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly msg: string,
    readonly dlt = '',
    readonly patch: PatchLook = {},
    readonly http = 200,
  ) {
    super(`${code} ${msg} ${dlt}`)
  }
}

const MONGO_NONE = 'mongo: no documents in result mongo find one'

export const argsError = (dlt = '') => new ApiError(1001, 'ArgsError', dlt)
export const noPermission = (dlt: string) => new ApiError(1002, 'NoPermissionError', dlt)
export const notFound = (dlt = '', patchDlt = MONGO_NONE) =>
  new ApiError(1004, 'RecordNotFoundError', dlt, { dlt: patchDlt })
export const userNotFound = (dlt: string) => new ApiError(1101, 'UserIDNotFoundError', dlt)
export const registeredAlready = () =>
  new ApiError(1102, 'RegisteredAlreadyError', 'userID registered already')
export const groupNotFound = (dlt: string) => new ApiError(1201, 'GroupIDNotFoundError', dlt)
export const groupExists = (groupID: string) =>
  new ApiError(1202, 'GroupIDExisted', `group id existed ${groupID}`)
export const notInGroup = () => new ApiError(1203, 'NotInGroupYetError')
export const dismissedAlready = (dlt = '') => new ApiError(1204, 'DismissedAlreadyError', dlt)
export const requestHandled = () =>
  new ApiError(1206, 'GroupRequestHandled', 'group request already processed')
export const cannotAddYourself = (dlt = '') => new ApiError(1301, 'CanNotAddYourselfError', dlt)
export const blockedByPeer = () => new ApiError(1302, 'BlockedByPeer')
export const notPeersFriend = () => new ApiError(1303, 'NotPeersFriend')
export const relationshipAlready = (dlt = '') => new ApiError(1304, 'RelationshipAlreadyError', dlt)
export const mutedInGroup = () => new ApiError(1402, 'MutedInGroup')
export const mutedGroup = () => new ApiError(1403, 'MutedGroup')
export const alreadyRevoked = () => new ApiError(1404, 'MsgAlreadyRevoke', 'msg already revoke')
export const internal = (dlt: string) => new ApiError(500, 'ServerInternalError', dlt)
/** A crash inside a service; patch.16 lets the gRPC code through. */
export const panic = (dlt: string) => new ApiError(500, 'panic error', dlt, { code: 2 })
/** A call nobody has written on the real server; patch.16 lets the gRPC code through. */
export const unimplemented = (dlt: string) => new ApiError(500, 'ServerInternalError', dlt, { code: 12 })
/** What MongoDB says about a second row with the same unique key. */
export const duplicateKey = (collection: string, key: string) =>
  internal(
    `write exception: write errors: [E11000 duplicate key error collection: openim_v3.${collection} index: ${key} dup key]`,
  )

/** Throws a 1001 when a required value is empty. */
export function need(present: unknown, dlt: string): void {
  const empty = !present || (Array.isArray(present) && present.length === 0)
  if (empty) throw argsError(dlt)
}
