import compile from 'icu-minify/compile'

/**
 * Prepares every sentence of a catalogue for the formatter that next.config.mjs chooses (`use-intl/format-message`):
 * it knows no ICU syntax, which saves the browser the parser. Sentences without values stay text.
 */
export function compileCatalogue<Catalogue extends object>(catalogue: Catalogue): Catalogue {
  return mapSentences(catalogue)
}

/** A compiled sentence is an array; the translator takes both, its types know only text. */
function mapSentences<Part extends object>(part: Part): Part {
  const entries = Object.entries(part).map(([name, value]) => [
    name,
    typeof value === 'string' ? plain(compile(value)) : mapSentences(value),
  ])
  return Object.fromEntries(entries) as Part
}

/** The compiler's objects have no prototype, and only plain ones pass from the server to the browser. */
const plain = (compiled: unknown): unknown => JSON.parse(JSON.stringify(compiled))
