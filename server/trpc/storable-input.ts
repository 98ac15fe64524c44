/** Input as the database can keep it. Pure. */

/**
 * Where an input holds a NUL character, which PostgreSQL keeps in no text: the path with dots, empty for the input
 * itself; undefined where there is none. Nested without recursion: how deep an input is, is up to whoever sends it.
 */
export function unstorableField(input: unknown): string | undefined {
  const waiting: { path: string; value: unknown }[] = [{ path: '', value: input }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, value } = next
    if (typeof value === 'string' && value.includes('\0')) return path
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      waiting.push({ path: path ? `${path}.${key}` : key, value: inner })
    }
  }
  return undefined
}
