import type { z } from 'zod'

export interface CallOptions {
  /** OpenIM logs it and hands it to webhooks; ours is the ledger id or the request id. */
  operationId: string
  /** For one attempt, ms. A read is repeated within twice this time. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
}

/** One route: what goes in, what comes out, and whether it may be repeated. */
export interface Endpoint<Request extends z.ZodType, Data extends z.ZodType> {
  route: `/${string}`
  /** Reads are repeated after a failure. Writes never are: the first one may have landed. */
  effect: 'read' | 'write'
  /** `none` on the two routes that take no token header. */
  token: 'admin' | 'none'
  request: Request
  data: Data
}

export type Call = <Request extends z.ZodType, Data extends z.ZodType>(
  endpoint: Endpoint<Request, Data>,
  body: z.input<Request>,
  options: CallOptions,
) => Promise<z.output<Data>>

/** A route that only reads. */
export function readRoute<Request extends z.ZodType, Data extends z.ZodType>(
  route: `/${string}`,
  request: Request,
  data: Data,
): Endpoint<Request, Data> {
  return { route, effect: 'read', token: 'admin', request, data }
}

/** A route that changes something. */
export function writeRoute<Request extends z.ZodType, Data extends z.ZodType>(
  route: `/${string}`,
  request: Request,
  data: Data,
): Endpoint<Request, Data> {
  return { route, effect: 'write', token: 'admin', request, data }
}
