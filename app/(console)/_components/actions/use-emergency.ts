'use client'

import { useState } from 'react'
import type { Plan } from '@/server/actions/schema'

/**
 * Whether somebody carries out at once what a second person would have to agree with. `asks`: that person is asked.
 * The choice is of the action that it was made for.
 */
export function useEmergency(plan: Pick<Plan, 'action' | 'approval'> | undefined) {
  const [of, setOf] = useState<string | null>(null)
  const action = plan?.approval ? plan.action : null
  const chosen = action !== null && of === action
  return {
    chosen,
    asks: action !== null && !chosen,
    choose: (yes: boolean) => setOf(yes ? action : null),
  }
}
