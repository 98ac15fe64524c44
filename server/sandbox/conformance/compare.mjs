/** What differs between a recording and what a server answered, and how. */

/**
 * Judges every step of a recording three ways: code (HTTP status and errCode), shape (keys, their order and types) and
 * value (everything else, with placeholders for ids, tokens and times).
 *
 * @param {Record<string, object[]>} golden
 * @param {Record<string, object[]>} got
 * @returns {{ steps: number, code: number, shape: number, value: number, differences: { step: string, ways: string[], want: unknown, got: unknown }[] }}
 */
export function compare(golden, got) {
  const result = { steps: 0, code: 0, shape: 0, value: 0, differences: [] }
  for (const [id, want] of Object.entries(golden)) {
    if (!(id in got)) continue
    for (const [i, w] of want.entries()) {
      const g = got[id][i]
      const ways = differing(w, g)
      result.steps++
      for (const way of ['code', 'shape', 'value']) if (!ways.includes(way)) result[way]++
      if (ways.length) result.differences.push({ step: `${id} / ${w.step}`, ways, want: w, got: g })
    }
  }
  return result
}

function differing(w, g) {
  if (!g || g.step !== w.step) return ['code', 'shape', 'value']
  if ('fact' in w) return same(w.fact, g.fact) ? [] : ['value']
  const ways = []
  if (w.http !== g.http || w.errCode !== g.errCode || w.type !== g.type) ways.push('code')
  if (w.codeOnly) return ways
  if (w.hasData !== g.hasData || !same(shape(w.data), shape(g.data))) ways.push('shape')
  if (!w.loose && !(same(texts(w), texts(g, w)) && same(w.data, g.data))) ways.push('value')
  return ways
}

/** The texts to compare; none where the server prints a call stack or a database's own words. */
function texts(step, judge = step) {
  const stack = judge.errCode === 500 || (judge.errMsg ?? '').startsWith('Error: ')
  return stack ? [] : [step.errMsg, step.errDlt, step.text]
}

function shape(v) {
  if (Array.isArray(v)) return v.length ? [shape(v[0])] : []
  if (v && typeof v === 'object') return Object.entries(v).map(([k, x]) => [k, shape(x)])
  if (v === null) return 'null'
  return v === '<ms>' || v === '<s>' || v === '<big>' ? 'number' : typeof v
}

function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b)
}
