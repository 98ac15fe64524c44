import type { ClientActor, StaffActor } from '@/server/auth/actor'

/** Who makes or changes a link: somebody signed in, or a backend, by its row (`clientId`) and its key (the actor's id). */
export type InviteBy =
  | { actor: StaffActor; requestId: string }
  | { actor: ClientActor; clientId: string; requestId: string }
