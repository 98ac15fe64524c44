/** The query string of an address with some parts changed; undefined or '' takes a part out. `?a=1` or ''. Pure. */
export function withParams(current: string, changes: Record<string, string | undefined>): '' | `?${string}` {
  const params = new URLSearchParams(current)
  for (const [name, value] of Object.entries(changes)) {
    if (value) params.set(name, value)
    else params.delete(name)
  }
  const text = params.toString()
  return text ? `?${text}` : ''
}
