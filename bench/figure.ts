/** What a bench found out. Each is measured against something else that was measured in the same run. */
export type Figure = {
  name: string
  value: number
  /** Of `value` and `baseline`. */
  unit: 'ms' | 's' | 'kB' | 'MB' | '/s' | 'steps' | 'people'
  /** What `value` is compared with; the bench says what that is. */
  baseline: number
  /** `value` / `baseline`. */
  ratio: number
  /** What must not be passed: by `ratio` or by `value`, as the bench says. Null where the figure is only told. */
  limit: number | null
  ok: boolean
}

type Told = Pick<Figure, 'name' | 'value' | 'unit' | 'baseline'>
type Measured = Told & { limit: number }

/** A figure whose `limit` is for the ratio to its baseline. */
export const limitedByRatio = (measured: Measured): Figure =>
  rounded(measured, measured.value / measured.baseline <= measured.limit)

/** A figure whose `limit` is for the value itself; the baseline tells what is unavoidable. */
export const limitedByValue = (measured: Measured): Figure =>
  rounded(measured, measured.value <= measured.limit)

/** A figure that is told beside others and has no limit. */
export const unlimited = (told: Told): Figure => rounded({ ...told, limit: null }, true)

function rounded({ name, value, unit, baseline, limit }: Told & Pick<Figure, 'limit'>, ok: boolean): Figure {
  const ratio = value / baseline
  return { name, value: round(value), unit, baseline: round(baseline), ratio: round(ratio), limit, ok }
}

const round = (n: number) => Number(n.toPrecision(4))

/** What a share of the values does not pass: `quantile(values, 0.95)` is the 95th percentile. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]) => quantile(values, 0.5)

/** Tells the person at the terminal more than the figure does. Standard output is for figures alone. */
export const note = (text: string) => console.error(text)
