/** Steers the direction of what follows, or stands between letters unseen. Joiners stay: scripts and emoji need them. */
const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
/** More marks than any script sets on one letter: they reach into other lines. */
const PILED = /(\p{M}{4})\p{M}+/gu
const BREAKS = /[\p{Cc}\u2028\u2029\s]+/gu

/**
 * Somebody's name as one line of plain text, for where nothing holds it in a box: titles of windows, messages. Nothing in
 * it turns the direction of what stands beside it, breaks the line or is longer than `most` characters. Pure.
 */
export function plainLine(text: string, most = 100): string {
  const line = text.toWellFormed().replace(UNSEEN, '').replace(PILED, '$1').replace(BREAKS, ' ').trim()
  const characters = [...line]
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`
}
