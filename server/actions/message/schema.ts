import { z } from 'zod'

/** Inputs of actions on messages, shared with screens. Pure. */

export const revokeInput = z.object({})
export const deleteInput = z.object({})
