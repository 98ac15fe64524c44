/** An object without its undefined values. */
export function definedOf<T extends object>(values: T): Partial<T> {
  const kept: Partial<T> = { ...values }
  for (const key in kept) if (kept[key] === undefined) delete kept[key]
  return kept
}
