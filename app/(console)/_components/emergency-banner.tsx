'use client'
'use no memo' // Drawn seldom: what the compiler would add to it weighs more than it saves.

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTRPC } from '@/app/_trpc/client'

const Emergencies = dynamic(() => import('./emergencies'), { ssr: false })

/** Tells an owner what was done without a second person, until they have seen it. */
export function EmergencyBanner() {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.approvals.counts.queryOptions())
  return data?.firstEmergency ? <Emergencies count={data.emergencies} first={data.firstEmergency} /> : null
}
