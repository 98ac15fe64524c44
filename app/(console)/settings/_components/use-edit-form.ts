'use client'

import { useFieldErrors } from './use-field-errors'
import { useTyped } from './use-typed'

/**
 * What every dialog that changes something of the settings keeps: what is typed, which version it goes on from, and what
 * the server said to it. `frame` is for the dialog itself, `at` for its fields.
 */
export function useEditForm<Row extends { version: number }, Typed extends object>(
  row: Row | null,
  typedOf: (row: Row | null) => Typed,
  save: { error: unknown; reset: () => void; isPending: boolean },
  fields: readonly string[],
) {
  const { takeTheirs, ...form } = useTyped(row, typedOf, save)
  const { at, rest } = useFieldErrors(save.error, fields)
  return { ...form, at, frame: { busy: save.isPending, problem: rest, takeTheirs } }
}
