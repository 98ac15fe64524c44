import { type Page, pagination } from '../paging'
import { requireAppAdmin } from '../permissions'
import { type Call, type Route, route } from '../router'
import type { Message } from '../state/model'
import { groupInfo, userInfo } from '../views'
import { argsError, internal, panic } from '../wire/errors'
import { bool, int64, struct } from '../wire/fields'

const DAY_MS = 86_400_000

const span = { start: int64, end: int64 }

/** Days are UTC. Source: contract 8. */
export const statisticsRoutes: Route[] = [
  route('/statistics/user/register', struct('user.UserRegisterCountReq', span), (call, req) => {
    requireSpan(req)
    return created([...call.store.users.values()], req)
  }),

  route('/statistics/group/create', struct('group.GroupCreateCountReq', span), (call, req) => {
    requireSpan(req)
    requireAppAdmin(call)
    return created([...call.store.groups.values()], req)
  }),

  route(
    '/statistics/user/active',
    struct('msg.GetActiveUserReq', { ...span, ase: bool, group: bool, pagination }),
    (call, req) => {
      if (!call.rt.patch) requireAppAdmin(call)
      const page = requireRows(req.pagination)
      const sent = messagesIn(call, req).filter((m) => req.group || m.sessionType === 1)
      const counts = countBy(sent, (m) => m.sendID, req.ase)
      const users = rowsOf(counts, page).map(([userID, count]) => ({ user: profileOf(call, userID), count }))
      return {
        msgCount: sent.length,
        userCount: counts.length,
        dateCount: byDay(sent, (m) => m.sendTime),
        users,
      }
    },
  ),

  route(
    '/statistics/group/active',
    struct('msg.GetActiveGroupReq', { ...span, ase: bool, pagination }),
    (call, req) => {
      if (!call.rt.patch) requireAppAdmin(call)
      const page = requireRows(req.pagination)
      const sent = messagesIn(call, req).filter((m) => m.sessionType === 3)
      const counts = countBy(sent, (m) => m.groupID, req.ase)
      const groups = rowsOf(counts, page).map(([groupID, count]) => {
        const group = call.store.groups.get(groupID)
        return { group: group ? groupInfo(call.store, group, '', 0) : null, count }
      })
      return {
        msgCount: sent.length,
        groupCount: counts.length,
        dateCount: byDay(sent, (m) => m.sendTime),
        groups,
      }
    },
  ),
]

interface Span {
  start: number
  end: number
}

function requireSpan({ start, end }: Span): void {
  if (start <= 0) throw argsError('start is invalid')
  if (end <= 0) throw argsError('end is invalid')
  if (start > end) throw argsError('start > end')
}

function created(rows: readonly { createTime: number }[], { start, end }: Span) {
  let before = 0
  const within: { createTime: number }[] = []
  for (const row of rows) {
    if (row.createTime < start) before++
    else if (row.createTime < end) within.push(row)
  }
  return { total: rows.length, before, count: byDay(within, (r) => r.createTime) }
}

function byDay<T>(rows: readonly T[], time: (row: T) => number): Map<string, number> {
  const counts = new Map<number, number>()
  for (const row of rows) {
    const day = Math.floor(time(row) / DAY_MS)
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return new Map([...counts].map(([day, n]) => [new Date(day * DAY_MS).toISOString().slice(0, 10), n]))
}

/** A missing page crashes the service; a page of no rows fails in the database. */
function requireRows(page: Page | undefined): Page {
  if (!page) throw panic('runtime error: invalid memory address or nil pointer dereference')
  if (page.showNumber <= 0) throw internal('(Location15958) the limit must be positive')
  return page
}

function messagesIn(call: Call, { start, end }: Span): Message[] {
  const out: Message[] = []
  for (const stored of call.store.streams.stored()) {
    if (!/^s[ig]_/.test(stored[0]?.conversationID ?? '')) continue
    for (const m of stored) if (m.sendTime >= start && m.sendTime < end) out.push(m)
  }
  return out
}

function countBy(
  messages: readonly Message[],
  key: (m: Message) => string,
  ascending: boolean,
): [string, number][] {
  const counts = new Map<string, number>()
  for (const m of messages) counts.set(key(m), (counts.get(key(m)) ?? 0) + 1)
  return [...counts].sort((a, b) => (ascending ? a[1] - b[1] : b[1] - a[1]))
}

/** The page starts pageNumber − 1 rows in, not pages: page 2 overlaps page 1, as on the real server. */
function rowsOf(counts: [string, number][], page: Page): [string, number][] {
  const from = page.pageNumber - 1
  const start = from < 0 ? Math.max(counts.length + from, 0) : from
  return counts.slice(start, start + page.showNumber)
}

/** The profile; unknown people appear with their id as nickname. */
function profileOf(call: Call, userID: string) {
  const user = call.store.users.get(userID)
  if (user) return userInfo(user)
  const rest = { faceURL: '', ex: '', createTime: 0, appMangerLevel: 0, globalRecvMsgOpt: 0 }
  return { userID, nickname: userID, ...rest }
}
