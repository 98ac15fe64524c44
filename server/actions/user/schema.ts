import { z } from 'zod'

/** Inputs of actions on people, shared with screens. Pure. */

// OpenIM takes any text: what somebody had before must fit too, so that it can be brought back as it was.
const nickname = z.string().min(1, 'nickname_missing').max(1_000, 'nickname_too_long')
/** An address, or the name of one of an app's own pictures; '' for none. */
const faceUrl = z.string().max(4_000)

export const logoutInput = z.object({})
export const registerInput = z.object({ nickname, faceUrl: faceUrl.default('') })
export const editUserInput = z
  .object({ nickname: nickname.optional(), faceUrl: faceUrl.optional() })
  .refine((input) => input.nickname !== undefined || input.faceUrl !== undefined, {
    path: ['nickname'],
    message: 'nothing_to_change',
  })
