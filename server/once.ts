/**
 * A value made at first use and kept for the whole process. Kept on `globalThis`, because a bundled server may
 * hold several copies of one module and development reloads them.
 */
export function once<T>(name: string, make: () => T): () => T {
  const key = Symbol.for(`steward.${name}`)
  return () => {
    const store: { [k: symbol]: { value: T } | undefined } = slots()
    const kept = store[key] ?? { value: make() }
    store[key] = kept
    return kept.value
  }
}

/** The one place where `globalThis` is widened to hold our own slots. */
function slots<T>(): { [k: symbol]: T } {
  return globalThis as unknown as { [k: symbol]: T }
}
