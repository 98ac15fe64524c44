import type { Runtime } from './runtime'
import type { Store } from './state/store'
import { ApiError, argsError } from './wire/errors'
import { type Field, TypeMismatch } from './wire/fields'
import { type Json, JsonSyntaxError, parseJson } from './wire/json-parse'

/** What fits through the hop between the API and a service, in bytes (share.yml rpcMaxBodySize). */
export const MAX_HOP = 8 * 1024 * 1024

/** What does not fit through the hop fails there; patch.16 lets the gRPC code through. */
export function tooLarge(bytes: number): ApiError {
  const text = `grpc: received message larger than max (${bytes} vs. ${MAX_HOP})`
  const dlt = `rpc error: code = ResourceExhausted desc = ${text}`
  return new ApiError(500, 'ServerInternalError', dlt, { code: 8 })
}

/** What a route handler knows about the call it serves. */
export interface Call {
  rt: Runtime
  store: Store
  now: number
  operationID: string
  /** Who calls. */
  op: string
  isAdmin: boolean
  query: URLSearchParams
}

export interface Route {
  path: string
  /** Bad JSON and missing fields answer HTTP 400 (contract 1.5). */
  streaming: boolean
  /** Only main has it; patch.16 answers 404. */
  mainOnly: boolean
  /** Only patch.16 has it; main answers 404. */
  patchOnly: boolean
  run(call: Call, body: string): Promise<unknown>
}

export interface RouteOptions {
  streaming?: boolean
  mainOnly?: boolean
  patchOnly?: boolean
}

/** A route: its request shape, and what it does. The handler's result becomes `data`; undefined means none. */
export function route<T>(
  path: string,
  request: Field<T>,
  handle: (call: Call, req: T) => unknown,
  options: RouteOptions = {},
): Route {
  const streaming = options.streaming ?? false
  return {
    path,
    streaming,
    mainOnly: options.mainOnly ?? false,
    patchOnly: options.patchOnly ?? false,
    run: async (call, body) => {
      const req = decode(body, request, streaming)
      if (body.length > MAX_HOP) throw tooLarge(body.length)
      return handle(call, req)
    },
  }
}

/** Decodes a request body; throws the 1001 that OpenIM answers for it (contract 1.5). */
function decode<T>(body: string, request: Field<T>, streaming: boolean): T {
  try {
    const parsed: Json = parseJson(body, streaming ? 'ignore' : 'refuse')
    if (parsed === null) return request.zero()
    return request.decode(parsed, { struct: '', path: [] })
  } catch (error) {
    if (!(error instanceof JsonSyntaxError || error instanceof TypeMismatch)) throw error
    throw streaming ? streamingError(body, error) : ordinaryError(error)
  }
}

function ordinaryError(error: Error): ApiError {
  const stack = ' | -> github.com/openimsdk/tools/a2r.ParseRequestNotCheck(): /sandbox/a2r/api2rpc.go:1'
  return new ApiError(1001, `Error: Error: ${error.message}${stack}`, '', { dlt: '' })
}

function streamingError(body: string, error: Error): ApiError {
  const cutShort = error instanceof JsonSyntaxError && error.cutShort
  const text = cutShort ? (body.trim() === '' ? 'EOF' : 'unexpected EOF') : error.message
  return badBody(text)
}

/** HTTP 400 with code 1001, as the streaming binder answers. */
export function badBody(dlt: string): ApiError {
  return new ApiError(1001, argsError().msg, dlt, {}, 400)
}
