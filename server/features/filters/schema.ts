import { z } from 'zod'

/** Parts of filters that lists share. Each may come as text out of an address. Pure. */

/** Unix ms. */
export const moment = z.coerce.number<string | number>().int().min(0).max(8.64e15)

export const yesNo = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })])

/** A cursor may hold a name of 128 characters in any script. */
export const listCursor = z.string().max(1_500)
