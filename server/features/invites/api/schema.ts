import { z } from 'zod'
import { MOST_USES } from '@/server/features/invites/manage/schema'
import { SIZE_BANDS } from '@/server/features/invites/public/schema'
import { INVITE_MODES } from '@/server/features/invites/schema'

/** What the client API takes and answers about invite links. Pure. The document of the API is made from the same shapes. */

const moment = (description: string) => z.number().int().min(0).max(8.64e15).meta({ description })

/** What can be kept. */
const WHOLE = [
  (text: string) => text.isWellFormed() && !text.includes('\0'),
  'must not hold a NUL character or half a character',
] as const

const short = (description: string) =>
  z
    .string({ error: 'must be a text' })
    .trim()
    .max(120, 'must have at most 120 characters')
    .refine(...WHOLE)
    .meta({ description })

const mode = z.enum(INVITE_MODES, { error: `must be one of ${INVITE_MODES.join(', ')}` }).meta({
  description:
    '`join`: whoever redeems it is a member at once. `apply`: they apply, and the group decides. `info`: nobody comes in.',
})

const maxUses = z
  .number({ error: 'must be a number' })
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(MOST_USES, `must be at most ${MOST_USES}`)
  .nullable()
  .meta({ description: 'How many people it lets in at most. Null: as many as come.' })

const expiresAt = z
  .number({ error: 'must be a number' })
  .int('must be a whole number')
  .min(0, 'must be Unix time in milliseconds')
  .max(8.64e15, 'must be Unix time in milliseconds')
  .nullable()
  .meta({ description: 'Until when it works, Unix ms. Null: until it is revoked.' })

const id = (most: number) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a text') })
    .min(1, 'must not be empty')
    .max(most, `must have at most ${most} characters`)
    .refine(...WHOLE)

export const createLinkBody = z
  .strictObject({
    groupId: id(200).meta({ description: 'The group in OpenIM.' }),
    mode: mode.default('join'),
    label: short('What it is for.').default(''),
    requester: short('Who asked for it.').default(''),
    ticket: short('Where they asked for it.').default(''),
    expiresAt: expiresAt.default(null),
    maxUses: maxUses.default(null),
    oncePerPerson: z
      .boolean({ error: 'must be true or false' })
      .default(true)
      .meta({ description: 'Whether the same person can come by it once only.' }),
  })
  .meta({ id: 'NewLink' })

export const changeLinkBody = z
  .strictObject({
    version: z
      .number({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a number') })
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(2_147_483_647, 'must be at most 2147483647')
      .meta({ description: 'Of the link as it was seen.' }),
    paused: z.boolean({ error: 'must be true or false' }).optional().meta({
      description:
        'Stops the link for now, or lets it work again. By itself: with nothing else that changes.',
    }),
    mode: mode.optional(),
    label: short('What it is for.').optional(),
    requester: short('Who asked for it.').optional(),
    ticket: short('Where they asked for it.').optional(),
    expiresAt: expiresAt.optional(),
    maxUses: maxUses.optional(),
  })
  .refine(({ version: _, paused, ...terms }) => paused === undefined || Object.keys(terms).length === 0, {
    path: ['paused'],
    error: 'cannot be changed together with the rest',
  })
  .meta({ id: 'LinkChange', description: 'What is left out stays as it is.' })

const LINK_STATES = [
  'working',
  'revoked',
  'group_dismissed',
  'paused',
  'group_suspended',
  'expired',
  'used_up',
] as const
const linkState = z.enum(LINK_STATES).meta({ description: 'What holds of the link now.' })

/** A link as whoever made it sees it. */
export const managedLink = z
  .object({
    code: z.string().meta({ description: 'Twelve letters and digits.' }),
    url: z.string().meta({ description: 'Its public page.' }),
    groupId: z.string(),
    mode,
    label: z.string(),
    requester: z.string(),
    ticket: z.string(),
    state: linkState,
    used: z.number().int().meta({ description: 'Uses taken or held.' }),
    maxUses: z.number().int().nullable(),
    oncePerPerson: z.boolean(),
    expiresAt: moment('Unix ms.').nullable(),
    version: z.number().int(),
    createdAt: moment('Unix ms.'),
    lastUsedAt: moment('Unix ms.').nullable(),
  })
  .meta({ id: 'Link' })
export type ManagedLink = z.output<typeof managedLink>

export const linkPage = z
  .object({
    links: z.array(managedLink),
    next: z.string().nullable().meta({ description: 'The `cursor` of the next page; null on the last one.' }),
  })
  .meta({ id: 'LinkPage' })

export const linkQuery = z.object({
  groupId: id(200).optional().meta({ description: 'Only links of this group.' }),
  cursor: z
    .uuid('must be the `next` of a page')
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
  limit: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100, 'must be at most 100')
    .default(50)
    .meta({ description: 'Links on a page.' }),
})

export const codeParam = z.string().meta({
  description:
    'As it was typed or pasted: capitals or not, hyphens or not. `O` is read as `0`, `I` and `L` as `1`.',
})

export const versionQuery = z.object({
  version: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(2_147_483_647, 'must be at most 2147483647')
    .optional()
    .meta({
      description: 'Of the link as it was seen. Without it the link is revoked whatever it says by now.',
    }),
})

const card = z.object({
  name: z.string(),
  introduction: z.string(),
  pictureUrl: z
    .string()
    .nullable()
    .meta({ description: 'Null where there is none in the storage of the chat.' }),
})

/** What anybody sees of a link that works. */
export const resolvedLink = z
  .object({
    code: z.string(),
    url: z.string().meta({ description: 'Its public page.' }),
    mode,
    expiresAt: moment('Until when it works, Unix ms.').nullable(),
    size: z.enum(SIZE_BANDS).meta({ description: 'How many members the group has.' }),
    group: card.nullable().meta({ description: 'Null where the group hides it.' }),
    groupId: z.string().optional().meta({ description: 'Told to backends only.' }),
  })
  .meta({ id: 'ResolvedLink' })

export const redeemBody = z
  .strictObject({ userId: id(64).meta({ description: 'Who comes in, by their id in OpenIM.' }) })
  .meta({ id: 'Redeeming' })

export const redemptionAnswer = z
  .object({
    redemption: z.uuid().meta({ description: 'Its id.' }),
    state: z.enum(['joined', 'applied', 'pending']).meta({
      description: '`pending`: the use is held, and what came of it shows within a minute.',
    }),
    groupId: z.string(),
  })
  .meta({ id: 'Redemption' })

/** What can be wrong with a code and is one answer to people. */
export const NOT_TOLD = ['unknown', 'revoked', 'paused', 'expired', 'used_up'] as const
