/** What the server says when it refuses (see server/errors.ts), read out of whatever was thrown. Pure. */
export type Refusal = {
  /** Key of `errors.<reason>` in the catalogues. */
  reason: string
  field: string | undefined
  facts: Record<string, string | number>
  requestId: string | undefined
}

/** The refusal inside a tRPC error; a lost connection becomes `offline`, everything else `internal`. */
export function refusalOf(error: unknown): Refusal {
  const data = member(error, 'data')
  const reason = member(data, 'reason')
  if (typeof reason !== 'string') {
    const lost = data === undefined || data === null
    return {
      reason: lost ? 'offline' : 'internal',
      field: undefined,
      facts: {},
      requestId: textOf(data, 'requestId'),
    }
  }
  return {
    reason,
    field: textOf(data, 'field'),
    facts: factsOf(member(data, 'facts')),
    requestId: textOf(data, 'requestId'),
  }
}

/** Whether the server answered and said no. */
export function isRefusal(error: unknown): boolean {
  return typeof member(member(error, 'data'), 'reason') === 'string'
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function textOf(value: unknown, name: string): string | undefined {
  const found = member(value, name)
  return typeof found === 'string' ? found : undefined
}

function factsOf(value: unknown): Record<string, string | number> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter((fact): fact is [string, string | number] =>
      ['string', 'number'].includes(typeof fact[1]),
    ),
  )
}
