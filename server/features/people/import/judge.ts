import { registerInput } from '@/server/actions/user/schema'
import { isUserId } from '@/server/openim/users'
import type { FileRow } from './read-file'
import type { ImportRow, RowProblem } from './schema'

/** Longest id: further than this neither lists nor addresses of pages go. */
const LONGEST_ID = 64

/**
 * Judges each row by OpenIM's rules: of rows with the same id the first that can be used counts. Somebody who is
 * registered needs no id that OpenIM would take for a new person. Pure.
 */
export function judgeRows(rows: readonly FileRow[], registered: ReadonlySet<string>): ImportRow[] {
  const met = new Set<string>()
  return rows.map((row) => {
    const known = registered.has(row.userId)
    const problem = problemOf(row, known) ?? (met.has(row.userId) ? 'import_repeated' : null)
    if (problem) return { ...row, state: 'bad', problem }
    met.add(row.userId)
    return { ...row, state: known ? 'registered' : 'new', problem: null }
  })
}

function problemOf({ userId, nickname, faceUrl }: FileRow, known: boolean): RowProblem | null {
  if (userId === '') return 'import_id_missing'
  if (userId.length > LONGEST_ID) return 'import_id_too_long'
  if (!known && !isUserId(userId)) return 'user_id_rules'
  const parsed = registerInput.safeParse({ nickname, faceUrl })
  if (parsed.success) return null
  if (parsed.error.issues.some(({ path }) => path[0] === 'faceUrl')) return 'import_picture_too_long'
  return nickname === '' ? 'import_nickname_missing' : 'import_nickname_too_long'
}
