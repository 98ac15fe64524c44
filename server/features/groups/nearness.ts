/**
 * How near two names are, from 0 to 1: the part of their pairs of neighbouring characters that they share (Dice), capitals
 * or not. Pure.
 */
export function nearness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)]
  const shared = [...a].filter((pair) => b.has(pair)).length
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size)
}

/** With a space at each end, so that beginnings and ends count and one character is a name too. */
function pairsOf(name: string): Set<string> {
  const characters = [...` ${name.normalize('NFKC').toLowerCase().trim()} `]
  return new Set(characters.slice(1).map((character, at) => `${characters[at]}${character}`))
}
