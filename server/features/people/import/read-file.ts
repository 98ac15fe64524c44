import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { DomainError } from '@/server/errors'
import { type ImportPreview, MOST_BYTES, MOST_ROWS } from './schema'

/** Reads the file of an import: its columns and its rows, not yet judged. Pure. */

export type FileRow = { line: number; userId: string; nickname: string; faceUrl: string }
export type ImportFile = { columns: ImportPreview['columns']; rows: FileRow[] }

/** Names of columns as people write them, without blanks, dashes, underscores and capitals. */
const NAMES = {
  userId: ['id', 'userid', 'openimid', 'openimuserid', 'uid', 'account', '用户id', '账号', '用户编号'],
  nickname: ['nickname', 'nick', 'name', 'displayname', 'username', '昵称', '名称', '姓名', '用户名'],
  faceUrl: ['faceurl', 'face', 'avatar', 'avatarurl', 'picture', 'pictureurl', 'photo', '头像', '头像地址'],
} as const
type Part = keyof typeof NAMES

const record = z.object({
  record: z.array(z.string()),
  info: z.object({ lines: z.number() }),
})

/**
 * Throws DomainError `invalid` on the field `csv`: `import_empty`, `import_too_large`, `import_not_utf8`,
 * `import_unreadable` (with the line), `import_columns`, `import_too_many`.
 */
export function readImportFile(text: string): ImportFile {
  if (Buffer.byteLength(text, 'utf8') > MOST_BYTES) throw refused('import_too_large')
  // A browser puts this character where the bytes are no UTF-8.
  if (text.includes('\uFFFD')) throw refused('import_not_utf8')
  const records = recordsOf(text)
  const [first] = records
  if (!first) throw refused('import_empty')
  const header = headerIn(first.cells)
  const rows = header ? records.slice(1) : records
  if (rows.length === 0) throw refused('import_empty')
  if (rows.length > MOST_ROWS) throw refused('import_too_many', { most: MOST_ROWS })
  const at = header ?? { userId: 0, nickname: 1, faceUrl: 2 }
  return {
    columns: header && columnsOf(first.cells, header),
    rows: rows.map(({ line, cells }) => ({
      line,
      userId: cells[at.userId]?.trim() ?? '',
      nickname: cells[at.nickname]?.trim() ?? '',
      faceUrl: (at.faceUrl === null ? '' : cells[at.faceUrl]?.trim()) ?? '',
    })),
  }
}

/** Excel's own first line, which names what parts the cells. */
const SEPARATOR = /^\uFEFF?"?sep=([,;\t])"?(?=\r|\n|$)/i

function recordsOf(file: string): { line: number; cells: string[] }[] {
  const named = SEPARATOR.exec(file)?.[1]
  // Its end stays, so that lines keep their numbers.
  const text = file.replace(SEPARATOR, '')
  try {
    const parsed: unknown = parse(text, {
      bom: true,
      delimiter: named ?? delimiterOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    })
    return z
      .array(record)
      .parse(parsed)
      .map(({ record: cells, info }) => ({ line: info.lines, cells }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw refused('import_unreadable', { line: Number(error.lines) || 1 })
  }
}

/** Lines that are looked at to find out what parts the cells. */
const LINES_LOOKED_AT = 50

/** What parts the cells: of comma, semicolon and tab the one that stands in most lines; then the one that comes first. */
function delimiterOf(text: string): string {
  const lines = text
    .replaceAll(/"[^"]*"/g, '')
    .split(/[\r\n]+/, LINES_LOOKED_AT)
    .filter((line) => line.trim() !== '')
  const first = (mark: string) => lines[0]?.indexOf(mark) ?? -1
  const weigh = (mark: string) => ({
    mark,
    lines: lines.filter((line) => line.includes(mark)).length,
    at: first(mark) < 0 ? Number.POSITIVE_INFINITY : first(mark),
  })
  const [best] = [',', ';', '\t'].map(weigh).sort((a, b) => b.lines - a.lines || a.at - b.at)
  return best?.mark ?? ','
}

type Header = { userId: number; nickname: number; faceUrl: number | null }

/** Where the columns stand; null where the first row is a person already, which no name of an id column says. */
function headerIn(cells: readonly string[]): Header | null {
  const names = cells.map((cell) => cell.toLowerCase().replaceAll(/[\s_-]/g, ''))
  const find = (part: Part) => {
    const known: readonly string[] = NAMES[part]
    return names.findIndex((name) => known.includes(name))
  }
  const [userId, nickname, faceUrl] = [find('userId'), find('nickname'), find('faceUrl')]
  if (userId < 0) return null
  // Rather asked for than taken for a person whose id is "id".
  if (nickname < 0) throw refused('import_columns')
  return { userId, nickname, faceUrl: faceUrl < 0 ? null : faceUrl }
}

function columnsOf(cells: readonly string[], { userId, nickname, faceUrl }: Header) {
  const taken = new Set([userId, nickname, faceUrl])
  return {
    userId: cells[userId] ?? '',
    nickname: cells[nickname] ?? '',
    faceUrl: faceUrl === null ? null : (cells[faceUrl] ?? ''),
    ignored: cells.filter((cell, index) => !taken.has(index) && cell.trim() !== ''),
  }
}

type Reason =
  | 'import_empty'
  | 'import_too_large'
  | 'import_not_utf8'
  | 'import_unreadable'
  | 'import_columns'
  | 'import_too_many'

const refused = (reason: Reason, facts: Record<string, number> = {}) =>
  new DomainError('invalid', reason, { field: 'csv', facts })
