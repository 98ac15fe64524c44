import { z } from 'zod'
import { wireInt, wireMs } from './wire'

/** Somebody as OpenIM has them. */
export interface User {
  id: string
  nickname: string
  faceUrl: string
  /** ms */
  createdAt: number
  /** 0 and 1 ordinary, 2 app admin (3 on the released line), 3 notification account, 4 robot. */
  appLevel: number
  /** 0 receives messages, 1 does not, 2 without offline push. */
  receiveOption: number
  ex: string
}

export const wireUser = z
  .object({
    userID: z.string().min(1),
    nickname: z.string(),
    faceURL: z.string(),
    createTime: wireMs,
    appMangerLevel: wireInt,
    globalRecvMsgOpt: wireInt,
    ex: z.string(),
  })
  .transform(
    (wire): User => ({
      id: wire.userID,
      nickname: wire.nickname,
      faceUrl: wire.faceURL,
      createdAt: wire.createTime,
      appLevel: wire.appMangerLevel,
      receiveOption: wire.globalRecvMsgOpt,
      ex: wire.ex,
    }),
  )
