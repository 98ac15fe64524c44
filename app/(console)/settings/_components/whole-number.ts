/** A typed number: whole, from `least` to `most`; nothing typed is null. `undefined` says that it is none. Pure. */
export function wholeNumber(typed: string, least: number, most: number): number | null | undefined {
  const text = typed.trim()
  if (text === '') return null
  if (!/^\d{1,12}$/.test(text)) return undefined
  const number = Number(text)
  return number >= least && number <= most ? number : undefined
}
