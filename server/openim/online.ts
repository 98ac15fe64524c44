import { z } from 'zod'
import { readInBatches } from './batches'
import { type Call, type CallOptions, readRoute } from './endpoint'
import { requestIds, wireInt, wireList } from './wire'

export interface OnlineStatus {
  userId: string
  online: boolean
  /** Where they are connected, by platform (contract 2.6); `background` where every connection is in the background. */
  platforms: { platformId: number; background: boolean }[]
}

/** OpenIM puts the person's live token beside each connection (contract 5.2). It is left behind right here. */
const wireStatus = z
  .object({
    userID: z.string().min(1),
    status: wireInt,
    detailPlatformStatus: wireList(z.object({ platformID: wireInt, isBackground: z.boolean() })),
  })
  .transform((wire): OnlineStatus => {
    const background = new Map<number, boolean>()
    for (const { platformID, isBackground } of wire.detailPlatformStatus) {
      background.set(platformID, isBackground && (background.get(platformID) ?? true))
    }
    return {
      userId: wire.userID,
      online: wire.status === 1,
      platforms: [...background].map(([platformId, inBackground]) => ({
        platformId,
        background: inBackground,
      })),
    }
  })

const onlineStatus = readRoute(
  '/user/get_users_online_status',
  z.object({ userIDs: requestIds(1_000) }),
  wireList(wireStatus),
)

/** Who is connected now. */
export function createOnline(call: Call) {
  return {
    /** In the order asked for; somebody unknown is offline. Any number of ids. */
    status(ids: readonly string[], options: CallOptions): Promise<OnlineStatus[]> {
      return readInBatches(
        ids,
        (status) => status.userId,
        (userIDs) => call(onlineStatus, { userIDs }, options),
      )
    },
  }
}
