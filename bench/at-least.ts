import type { Figure } from './figure'

/** A figure that must reach its `limit`; the baseline tells what would be possible. */
export function atLeast(measured: Omit<Figure, 'ratio' | 'ok' | 'limit'> & { limit: number }): Figure {
  const { name, value, unit, baseline, limit } = measured
  const round = (n: number) => Number(n.toPrecision(4))
  return {
    name,
    value: round(value),
    unit,
    baseline: round(baseline),
    ratio: round(value / baseline),
    limit,
    ok: value >= limit,
  }
}

/** A figure whose ratio to its baseline must reach `limit`. */
export function atLeastShare(measured: Omit<Figure, 'ratio' | 'ok' | 'limit'> & { limit: number }): Figure {
  const figure = atLeast(measured)
  return { ...figure, ok: measured.value / measured.baseline >= measured.limit }
}
