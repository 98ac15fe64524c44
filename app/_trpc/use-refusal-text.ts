'use client'

import { useNamed } from '@/app/_i18n/named'
import { refusalOf } from './refusal'

/** Turns a thrown error into the sentence a person reads. */
export function useRefusalText(): (error: unknown) => string {
  const named = useNamed()
  return (error) => {
    const { reason, facts } = refusalOf(error)
    const obstacle = facts.obstacle
    return typeof obstacle === 'string' ? named('plan', obstacle) : named('errors', reason, facts)
  }
}
