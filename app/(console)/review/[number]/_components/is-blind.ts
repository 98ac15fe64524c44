import type { CaseDetail } from '@/server/features/cases/schema'

/** Whether the first verdict is hidden here; then what became of everything since is, too. Pure. */
export const isBlind = ({ review }: Pick<CaseDetail, 'review'>): boolean =>
  review !== null && review.first === null
