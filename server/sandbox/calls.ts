/** One call the sandbox has seen. */
export interface SeenCall {
  route: string
  operationID: string
  /** When the request was read, Unix ms. */
  at: number
  /** The request as JSON, or as text where it was none. Secrets and tokens are left out. */
  body: unknown
  /** What was answered, or would have been where a fault swallowed the answer; null while under way. */
  errCode: number | null
  /** True once the route has run, also when its answer never left. */
  ran: boolean
}

const KEPT = 50_000

/** The calls seen so far, oldest first; the oldest are dropped beyond 50 000. */
export class CallLog {
  private calls: SeenCall[] = []

  begin(route: string, operationID: string, at: number, raw: string): SeenCall {
    const call: SeenCall = { route, operationID, at, body: readable(raw), errCode: null, ran: false }
    this.calls.push(call)
    if (this.calls.length > KEPT * 1.1) this.calls = this.calls.slice(-KEPT)
    return call
  }

  of(route?: string): SeenCall[] {
    return route ? this.calls.filter((c) => c.route === route) : [...this.calls]
  }

  clear(): void {
    this.calls = []
  }
}

const MAX_KEPT_BODY = 64 * 1024

function readable(raw: string): unknown {
  if (raw.length > MAX_KEPT_BODY) return `${raw.length} bytes`
  try {
    return JSON.parse(raw, (key, value) => (key === 'secret' || key === 'token' ? '…' : value))
  } catch {
    return raw
  }
}
