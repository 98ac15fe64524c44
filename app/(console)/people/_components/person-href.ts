import type { Route } from 'next'
import { idSegment } from '@/app/(console)/_components/id-segment'

/** The page of one person. `idOfSegment` reads the id back. */
export const personHref = (userId: string): Route => `/people/${idSegment(userId)}` as Route
