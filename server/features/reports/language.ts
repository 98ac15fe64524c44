/** In which language a report is written. Pure. Codes are those that queue rules and staff name: `en`, `zh`, `ja`. */

/** The language of a tag such as `zh-Hans-CN`; empty where it names none. */
export function languageOfTag(tag: string): string {
  const [, primary = ''] = /^([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*$/i.exec(tag.trim()) ?? []
  const code = primary.toLowerCase()
  return code === 'und' || code === 'mul' ? '' : code
}

/** What a browser or an app wishes for most; empty where it names none. */
export function languageWished(acceptLanguage: string | null): string {
  const wishes = (acceptLanguage ?? '').slice(0, 1_000).split(',')
  const weighed = wishes.map((wish) => {
    const [tag = '', ...parts] = wish.split(';')
    const q = parts.map((part) => /^\s*q=([\d.]+)\s*$/.exec(part)?.[1]).find((found) => found !== undefined)
    return { language: languageOfTag(tag), weight: q === undefined ? 1 : Number(q) }
  })
  const known = weighed.filter(({ language, weight }) => language !== '' && weight > 0)
  return known.sort((a, b) => b.weight - a.weight)[0]?.language ?? ''
}

/** Scripts that one language has to itself, or that nearly always mean it. Kana comes before Han. */
const SCRIPTS = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['el', /\p{Script=Greek}/gu],
] as const

/** Of all letters, so many must be of a script: a name or a face in another does not decide. */
const SHARE = 0.3

/** The language that a text's script tells; empty for Latin letters, which tell none, and for no letters. */
export function languageOfScript(text: string): string {
  const letters = (text.match(/\p{L}/gu) ?? []).length
  if (letters === 0) return ''
  const many = (script: RegExp) => (text.match(script) ?? []).length >= letters * SHARE
  return SCRIPTS.find(([, script]) => many(script))?.[0] ?? ''
}

/** What the report says of itself, else what its sender wishes for, else what its script tells. */
export function languageOfReport(report: {
  language: string | undefined
  /** Null for a backend: it speaks for somebody else. */
  acceptLanguage: string | null
  text: string
}): string {
  return (
    languageOfTag(report.language ?? '') ||
    languageWished(report.acceptLanguage) ||
    languageOfScript(report.text)
  )
}
