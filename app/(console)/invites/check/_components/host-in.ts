/** Where a pasted web address leads; null for what is none. Pure. */
export function hostIn(text: string): string | null {
  const [address] = /https?:\/\/[^\s]+/i.exec(text) ?? []
  const url = address && URL.parse(address)
  return url ? url.host : null
}
