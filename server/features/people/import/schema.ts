import { z } from 'zod'

/** Shapes of importing people that screens and procedures share. Pure. */

/** Largest file, bytes of UTF-8. */
export const MOST_BYTES = 5 * 1024 * 1024
export const MOST_ROWS = 50_000
/** Rows of each kind that a preview shows; all of them count. */
export const MOST_SHOWN = 200

/** The file's text. Its size is checked once more when it is read. */
const csv = z.string().min(1, 'import_empty').max(MOST_BYTES, 'import_too_large')

export const previewImportInput = z.object({ csv })
export const prepareImportInput = z.object({
  csv,
  /** Refuses the whole file when a row of it cannot be used; otherwise such rows are left out and listed. */
  onlyIfAllGood: z.boolean().default(false),
})

/** What is wrong with a row: `plan.<problem>` in the catalogues. */
export const ROW_PROBLEMS = [
  'import_id_missing',
  'import_id_too_long',
  'user_id_rules',
  'import_nickname_missing',
  'import_nickname_too_long',
  'import_picture_too_long',
  'import_repeated',
] as const
export type RowProblem = (typeof ROW_PROBLEMS)[number]

/** One person of the file. */
export type ImportRow = {
  /** Line of the file on which the row ends, counted from 1. */
  line: number
  userId: string
  nickname: string
  faceUrl: string
  /** `registered`: somebody has this id already and stays as they are. */
  state: 'new' | 'registered' | 'bad'
  problem: RowProblem | null
}

export type ImportPreview = {
  counts: Record<ImportRow['state'], number>
  /** The first rows of each state, in the file's order. */
  rows: ImportRow[]
  /** The names of the columns as the file has them; null where it has no header. */
  columns: { userId: string; nickname: string; faceUrl: string | null; ignored: string[] } | null
  /** False while OpenIM is away: who is registered is what the index knows. */
  live: boolean
}
