/** A JSON number kept as its text, so that 64-bit integers survive and fractions can be told from integers. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** A parsed JSON value. Objects are maps: key order and the last of repeated keys are kept, as Go's decoder does. */
export type Json = null | boolean | string | JsonNumber | Json[] | Map<string, Json>

/** Text that is no JSON. `message` reads like Go's; `cutShort` says that the text ended too early. */
export class JsonSyntaxError extends Error {
  constructor(
    message: string,
    readonly cutShort: boolean,
  ) {
    super(message)
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const MAX_DEPTH = 2000

/**
 * Parses one JSON value. With `trailing: 'refuse'` anything but white space behind it is an error (ordinary routes);
 * with `'ignore'` it is not looked at (routes with a streaming binder). Source: contract 1.1.
 */
export function parseJson(text: string, trailing: 'refuse' | 'ignore' = 'refuse'): Json {
  const reader = new Reader(text)
  const value = reader.value(0)
  if (trailing === 'refuse') reader.end()
  return value
}

class Reader {
  private at = 0

  constructor(private readonly text: string) {}

  end() {
    this.space()
    if (this.at < this.text.length) throw this.bad('after top-level value')
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new JsonSyntaxError('exceeded max depth', false)
    this.space()
    const c = this.text[this.at]
    if (c === '{') return this.object(depth)
    if (c === '[') return this.array(depth)
    if (c === '"') return this.string()
    if (c === 't') return this.word('true', true)
    if (c === 'f') return this.word('false', false)
    if (c === 'n') return this.word('null', null)
    if (c === '-' || (c !== undefined && c >= '0' && c <= '9')) return this.number()
    throw this.bad('looking for beginning of value')
  }

  private object(depth: number): Json {
    const out = new Map<string, Json>()
    this.at++
    this.space()
    if (this.take('}')) return out
    for (;;) {
      this.space()
      if (this.text[this.at] !== '"') throw this.bad('looking for beginning of object key string')
      const key = this.string()
      this.space()
      if (!this.take(':')) throw this.bad('after object key')
      out.set(key, this.value(depth + 1))
      this.space()
      if (this.take('}')) return out
      if (!this.take(',')) throw this.bad('after object key:value pair')
    }
  }

  private array(depth: number): Json {
    const out: Json[] = []
    this.at++
    this.space()
    if (this.take(']')) return out
    for (;;) {
      out.push(this.value(depth + 1))
      this.space()
      if (this.take(']')) return out
      if (!this.take(',')) throw this.bad('after array element')
    }
  }

  private string(): string {
    const start = this.at
    let escaped = false
    for (this.at++; ; this.at++) {
      const code = this.text.charCodeAt(this.at)
      if (Number.isNaN(code) || code < 0x20) throw this.bad('in string literal')
      if (code === 0x22) break
      if (code === 0x5c) {
        escaped = true
        this.escape()
      }
    }
    this.at++
    return escaped
      ? String(JSON.parse(this.text.slice(start, this.at)))
      : this.text.slice(start + 1, this.at - 1)
  }

  /** Steps to the last character of an escape. */
  private escape(): void {
    this.at++
    const code = this.text[this.at]
    if (code === undefined || !ESCAPES.includes(code)) throw this.bad('in string escape code')
    if (code !== 'u') return
    for (let i = 0; i < 4; i++) {
      this.at++
      if (!HEX.test(this.text[this.at] ?? '')) throw this.bad('in \\u hexadecimal character escape')
    }
  }

  private number(): JsonNumber {
    NUMBER.lastIndex = this.at
    const found = NUMBER.exec(this.text)
    if (!found) {
      this.at++
      throw this.bad('in numeric literal')
    }
    this.at += found[0].length
    return new JsonNumber(found[0])
  }

  private word<T>(word: string, value: T): T {
    for (let i = 0; i < word.length; i++, this.at++) {
      if (this.text[this.at] !== word[i]) throw this.bad(`in literal ${word} (expecting '${word[i]}')`)
    }
    return value
  }

  private space() {
    while (' \t\r\n'.includes(this.text[this.at] ?? '-')) this.at++
  }

  private take(c: string): boolean {
    if (this.text[this.at] !== c) return false
    this.at++
    return true
  }

  private bad(where: string): JsonSyntaxError {
    const c = this.text[this.at]
    if (c === undefined) return new JsonSyntaxError('unexpected end of JSON input', true)
    return new JsonSyntaxError(`invalid character ${quoted(c)} ${where}`, false)
  }
}

const ESCAPES = '"\\/bfnrtu'
const HEX = /^[0-9a-fA-F]$/

/** A character as Go names it: its first byte, with control characters escaped. */
function quoted(c: string): string {
  if (c === "'") return "'\\''"
  if (c === '"') return `'"'`
  const [byte = 0] = Buffer.from(c)
  const text = byte < 0x20 ? JSON.stringify(c).slice(1, -1) : String.fromCharCode(byte)
  const short = /^\\u00(..)$/.exec(text)?.[1]
  return short ? `'\\x${short}'` : `'${c === '\\' ? '\\\\' : text}'`
}
