import type { Figure } from './figure'

/** A figure that must reach its `limit`; the baseline tells what would be possible. */
export function atLeast(measured: Omit<Figure, 'ratio' | 'ok'>): Figure {
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
