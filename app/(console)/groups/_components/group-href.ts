import type { Route } from 'next'
import { idSegment } from '@/app/(console)/_components/id-segment'

/** The page of one group. `idOfSegment` reads the id back. */
export const groupHref = (groupId: string): Route => `/groups/${idSegment(groupId)}` as Route
