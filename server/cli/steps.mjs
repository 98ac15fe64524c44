/** One line per step with its time, and a sign of life while a step takes long. */

const interactive = Boolean(process.stdout.isTTY) && !process.env.CI
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const frameMs = 100
/** Without a terminal to redraw, a line every few seconds. */
const lineMs = 5_000

/** @param {number} startedAt */
const seconds = (startedAt) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`

/** @param {string} mark @param {string} name @param {string} detail @param {string} time */
const line = (mark, name, detail, time) =>
  `${mark} ${name.padEnd(11)} ${detail.padEnd(52)} ${time.padStart(7)}`

/**
 * Runs one step and prints its line. `work` may report its progress by calling `say`; what it said last stands in
 * the finished line. A result with `ok: false` marks the step as failed.
 * @template T
 * @param {string} name
 * @param {(say: (detail: string) => void) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const startedAt = performance.now()
  let detail = ''
  let frame = 0
  const draw = () => {
    const text = line(frames[frame++ % frames.length] ?? '', name, detail, seconds(startedAt))
    process.stdout.write(`\r\x1b[K${text.slice(0, (process.stdout.columns || 80) - 1)}`)
  }
  const print = () => console.info(line('…', name, detail, seconds(startedAt)))
  const timer = setInterval(interactive ? draw : print, interactive ? frameMs : lineMs)
  /** @param {string} mark */
  const finish = (mark) => {
    clearInterval(timer)
    if (interactive) process.stdout.write('\r\x1b[K')
    console.info(line(mark, name, detail, seconds(startedAt)))
  }
  try {
    const value = await work((text) => {
      detail = text
    })
    finish(isRefusal(value) ? '✗' : '✓')
    return value
  } catch (error) {
    finish('✗')
    throw error
  }
}

/** @param {unknown} value */
const isRefusal = (value) =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false
