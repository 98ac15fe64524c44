/** Shortcuts by key: `{ j: next, 'g r': toReview }`. */
export type KeyMap = Record<string, (() => void) | undefined>

type Press = { key: string; timeStamp: number }

/** How long the first key of a chord waits for the second, ms. */
const CHORD_MS = 900

export type KeyRegistry = {
  /** Adds a map until the returned function is called. Later maps are asked first. */
  add(map: () => KeyMap): () => void
  /** Runs what the key stands for; false when it stands for nothing. */
  press(press: Press): boolean
}

/** Finds what a key or a chord of two keys stands for among all maps on the page. */
export function makeKeyRegistry(): KeyRegistry {
  const maps: (() => KeyMap)[] = []
  let first: Press | null = null

  const find = (name: string) => {
    for (const map of maps.toReversed()) {
      const run = map()[name]
      if (run) return run
    }
    return undefined
  }

  return {
    add(map) {
      maps.push(map)
      return () => {
        maps.splice(maps.indexOf(map), 1)
      }
    },
    press(press) {
      const chord =
        first && press.timeStamp - first.timeStamp < CHORD_MS ? `${first.key} ${press.key}` : undefined
      const run = (chord ? find(chord) : undefined) ?? find(press.key)
      first = run ? null : press
      run?.()
      return run !== undefined
    },
  }
}

/**
 * The name of a pressed key in a map: letters, digits and brackets by where they lie on the keyboard, because another
 * script or layout writes something else there; all others by what they write.
 */
export function nameOfKey({ code, key, shiftKey }: { code: string; key: string; shiftKey: boolean }): string {
  if (shiftKey) return key
  const [, letter, digit, bracket] = /^(?:Key([A-Z])|Digit(\d)|Bracket(Left|Right))$/.exec(code) ?? []
  if (letter) return letter.toLowerCase()
  if (bracket) return bracket === 'Left' ? '[' : ']'
  return digit ?? key
}
