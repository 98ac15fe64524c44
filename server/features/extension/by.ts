import type { StaffActor } from '@/server/auth/actor'

/** Who asks, and under which request id it is audited. */
export type By = { actor: StaffActor; requestId: string }
