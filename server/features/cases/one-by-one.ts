import type { ActionName } from '@/server/actions/schema'

/** What asks for something of its own on each subject: one decision does it to one of them. Pure. */
export const ONE_BY_ONE: ReadonlySet<ActionName> = new Set<ActionName>([
  'group.transfer',
  'group.repair',
  'group.restore',
  'group.edit',
  'member.add',
  'member.accept',
  'member.refuse',
  'user.register',
  'user.edit',
])
