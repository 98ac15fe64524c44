import { z } from 'zod'
import { type Call, type CallOptions, readRoute } from './endpoint'
import { type Group, wireGroup } from './group-schema'
import { type User, wireUser } from './user-schema'
import { requestPage, wireInt, wireList, wireMap } from './wire'

const span = z
  .object({ start: z.int().min(1), end: z.int().min(1) })
  .refine(({ start, end }) => start <= end, 'start is after end')

const created = z.object({ total: wireInt, before: wireInt, count: wireMap(wireInt) })

const newUsers = readRoute('/statistics/user/register', span, created)
const newGroups = readRoute('/statistics/group/create', span, created)

const activeUsers = readRoute(
  '/statistics/user/active',
  z.intersection(span, z.object({ ase: z.boolean(), group: z.boolean(), pagination: requestPage })),
  z.object({
    msgCount: wireInt,
    userCount: wireInt,
    dateCount: wireMap(wireInt),
    users: wireList(z.object({ user: wireUser, count: wireInt })),
  }),
)

const activeGroups = readRoute(
  '/statistics/group/active',
  z.intersection(span, z.object({ ase: z.boolean(), pagination: requestPage })),
  z.object({
    msgCount: wireInt,
    groupCount: wireInt,
    dateCount: wireMap(wireInt),
    groups: wireList(z.object({ group: wireGroup.nullable(), count: wireInt })),
  }),
)

/** From `start` up to but not including `end`, ms. */
export interface Span {
  start: number
  end: number
}

/** Counts by UTC day (YYYY-MM-DD); days without any are absent. */
export type ByDay = ReadonlyMap<string, number>

export interface CreatedCount {
  /** All there are now. */
  total: number
  /** Those from before the span. */
  before: number
  byDay: ByDay
}

export interface ActiveUsers {
  messages: number
  senders: number
  byDay: ByDay
  /** Most messages first. Somebody whom OpenIM no longer has appears with the id as nickname. */
  top: { user: User; messages: number }[]
}

export interface ActiveGroups {
  messages: number
  groups: number
  byDay: ByDay
  /** Most messages first. `ownerId` is null and `memberCount` 0 whatever they are (contract 8). */
  top: { group: Group; messages: number }[]
}

/**
 * Counts over time (contract 8). "Active" goes through the stored messages and is slow on large servers. It answers the
 * first rows only: OpenIM's further pages overlap with the first.
 */
export function createStatistics(call: Call) {
  return {
    /** How many people were registered, admins and notification accounts included. */
    async newUsers(within: Span, options: CallOptions): Promise<CreatedCount> {
      return createdCount(await call(newUsers, within, options))
    },

    /** How many groups were created, those dismissed since included. */
    async newGroups(within: Span, options: CallOptions): Promise<CreatedCount> {
      return createdCount(await call(newGroups, within, options))
    },

    /** Who wrote most, up to 1,000 people. Copies of group events count as messages of who caused them. */
    async activeUsers(
      within: Span,
      which: { count: number; groupMessages: boolean },
      options: CallOptions,
    ): Promise<ActiveUsers> {
      const body = { ...within, ase: false, group: which.groupMessages, pagination: first(which.count) }
      const data = await call(activeUsers, body, options)
      const top = data.users.map(({ user, count: messages }) => ({ user, messages }))
      return { messages: data.msgCount, senders: data.userCount, byDay: data.dateCount, top }
    },

    /** In which groups most was written, up to 1,000 groups. */
    async activeGroups(within: Span, which: { count: number }, options: CallOptions): Promise<ActiveGroups> {
      const body = { ...within, ase: false, pagination: first(which.count) }
      const data = await call(activeGroups, body, options)
      const top = data.groups.flatMap(({ group, count: messages }) =>
        group === null ? [] : [{ group, messages }],
      )
      return { messages: data.msgCount, groups: data.groupCount, byDay: data.dateCount, top }
    },
  }
}

function createdCount(data: z.output<typeof created>): CreatedCount {
  return { total: data.total, before: data.before, byDay: data.count }
}

function first(count: number) {
  return { pageNumber: 1, showNumber: count }
}
