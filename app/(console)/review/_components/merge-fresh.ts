import type { CaseItem } from '@/server/features/cases/schema'

/** The beginning of a list as it is now; `whole` when nothing comes after it. */
export type FreshList = { items: readonly CaseItem[]; whole: boolean }

/**
 * Brings a list on the screen up to date without moving what somebody reads. Rows that are shown get their new facts
 * where they stand; the changed one goes when it left the part that was read; what is new is only counted. Pure.
 */
export function mergeFresh(
  shown: readonly CaseItem[],
  fresh: FreshList,
  changedId: string,
): { items: CaseItem[]; arrived: number } {
  const now = new Map(fresh.items.map((item) => [item.id, item]))
  const known = new Set(shown.map((item) => item.id))
  const stays = (item: CaseItem, index: number) =>
    now.has(item.id) || item.id !== changedId || (!fresh.whole && index >= fresh.items.length)
  return {
    items: shown.filter(stays).map((item) => now.get(item.id) ?? item),
    arrived: fresh.items.filter((item) => !known.has(item.id)).length,
  }
}
