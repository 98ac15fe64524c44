import { requireSelf } from '../permissions'
import { type Call, type Route, route } from '../router'
import type { UserCommand } from '../state/model'
import { need, notFound } from '../wire/errors'
import { int32, optional, struct, text } from '../wire/fields'

const commandRequest = struct('user.ProcessUserCommandReq', {
  userID: text,
  type: int32,
  uuid: text,
  value: optional(text),
  ex: optional(text),
})

const path = (verb: string) => `/user/process_user_command_${verb}`
const keyOf = (c: { userID: string; type: number; uuid: string }) => `${c.userID} ${c.type} ${c.uuid}`

/** A person's own key/value list. Source: contract 5.2. */
export const userCommandRoutes: Route[] = [
  route(path('add'), commandRequest, (call, req) => {
    check(call, req)
    if (!call.store.users.has(req.userID)) throw notFound()
    const { userID, type, uuid } = req
    // ex overwrites value, as on the real server
    const value = req.ex ?? req.value ?? ''
    const row: UserCommand = { userID, type, uuid, value, ex: '', createTime: Math.floor(call.now / 1000) }
    call.store.commands.set(keyOf(req), row)
  }),
  route(path('delete'), commandRequest, (call, req) => {
    check(call, req)
    if (!call.store.commands.delete(keyOf(req))) throw notFound()
  }),
  route(path('update'), commandRequest, (call, req) => {
    check(call, req)
    const row = call.store.commands.get(keyOf(req))
    if (!row) throw notFound()
    row.value = req.value ?? row.value
    row.ex = req.ex ?? row.ex
  }),
  route(path('get'), commandRequest, (call, req) => {
    need(req.userID, 'userID is empty')
    need(req.type, 'type is not specified')
    requireSelf(call, req.userID)
    return { CommandResp: commandsOf(call, req.userID, req.type) }
  }),
  route(path('get_all'), commandRequest, (call, req) => {
    need(req.userID, 'userID is empty')
    requireSelf(call, req.userID)
    return { CommandResp: commandsOf(call, req.userID) }
  }),
]

function check(call: Call, req: { userID: string; type: number; uuid: string }): void {
  need(req.userID, 'userID is empty')
  need(req.type, 'type is not specified')
  need(req.uuid, 'UUID is empty')
  requireSelf(call, req.userID)
}

function commandsOf(call: Call, userID: string, type?: number) {
  const rows = [...call.store.commands.values()].filter(
    (c) => c.userID === userID && (type === undefined || c.type === type),
  )
  return rows.map((c) => ({ type: c.type, createTime: c.createTime, uuid: c.uuid, value: c.value, ex: c.ex }))
}
