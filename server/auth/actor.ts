import type { Role } from '@/server/auth/permissions'

/** Somebody signed in to the console. */
export type StaffActor = { kind: 'staff'; id: string; name: string; role: Role; sessionId: string }
/** A person in the chat who reports, known by their OpenIM user id. */
export type ReporterActor = { kind: 'reporter'; id: string; name: string }
/** A backend that calls the client API, by the id of its key. */
export type ClientActor = { kind: 'client'; id: string; name: string }
/** Steward itself: the worker, a migration, the first run. `id` names the part. */
export type SystemActor = { kind: 'system'; id: string; name: string }

/** Who does something. Never a bare id. */
export type Actor = StaffActor | ReporterActor | ClientActor | SystemActor

/** The actor for a part of Steward that acts by itself. */
export const system = (id: string): SystemActor => ({ kind: 'system', id, name: 'Steward' })
