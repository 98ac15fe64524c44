import { expect, test } from 'vitest'
import { whyNot } from './check'
import type { Arrival, InviteItem } from './schema'

type Facts = Parameters<typeof whyNot>[0]

const invite: InviteItem = {
  id: 'i',
  code: 'K7Q4M2RX9TBD',
  spelled: 'K7Q4-M2RX-9TBD',
  version: 1,
  group: { id: 'g', name: 'Group' },
  mode: 'join',
  label: '',
  requester: '',
  ticket: '',
  creator: null,
  state: 'working',
  ownState: 'active',
  pauseReason: null,
  groupHold: null,
  used: 0,
  maxUses: null,
  oncePerPerson: true,
  expiresAt: null,
  createdAt: 0,
  lastUsedAt: null,
}

const came = (state: Arrival['state'], counted = true): Arrival => ({
  id: 'r',
  inviteId: 'i',
  group: invite.group,
  user: { id: 'ann', name: null },
  state,
  why: null,
  at: 0,
  ledgerId: null,
  counted,
  returnedAt: null,
  sanctions: [],
})

const found = {
  closed: null,
  members: 5,
  present: new Set<string>(),
  names: new Map([['ann', 'Ann']]),
}
const ann: Facts = { invite, userId: 'ann', arrival: null, sanctioned: false, memberLimit: null, found }

test.each<[string, Partial<Facts>, ReturnType<typeof whyNot>]>([
  ['nothing stands in the way', {}, null],
  ['it is revoked', { invite: { ...invite, state: 'revoked' }, sanctioned: true }, 'revoked'],
  ['it is paused', { invite: { ...invite, state: 'paused', mode: 'info' } }, 'paused'],
  ['it only informs', { invite: { ...invite, mode: 'info' } }, 'information_only'],
  ['the group is gone', { found: { ...found, closed: 'group_deleted' }, sanctioned: true }, 'group_deleted'],
  ['nobody has this id', { userId: 'bo' }, 'unknown_user'],
  [
    'they are in the group',
    { found: { ...found, present: new Set(['ann']) }, sanctioned: true },
    'already_member',
  ],
  ['they are sanctioned', { sanctioned: true, arrival: came('joined') }, 'sanctioned'],
  ['they are on their way', { arrival: came('reserved') }, 'being_used'],
  ['they applied', { arrival: came('applied') }, 'already_applied'],
  ['they were here', { arrival: came('joined') }, 'once_used'],
  [
    'they were here and may come again',
    { invite: { ...invite, oncePerPerson: false }, arrival: came('joined') },
    null,
  ],
  ['their use was given back', { arrival: came('joined', false) }, null],
  [
    'it is used up, and they were here',
    { invite: { ...invite, state: 'used_up' }, arrival: came('joined') },
    'once_used',
  ],
  ['it is used up', { invite: { ...invite, state: 'used_up' } }, 'used_up'],
  ['the group is full', { memberLimit: 5 }, 'group_full'],
  ['the group has room for one', { memberLimit: 6 }, null],
  ['OpenIM is away', { found: null, memberLimit: 5 }, null],
  ['OpenIM is away, and they are sanctioned', { found: null, sanctioned: true }, 'sanctioned'],
  ['it is anybody, and the group is full', { userId: null, memberLimit: 1 }, 'group_full'],
])('%s', (_, facts, expected) => {
  expect(whyNot({ ...ann, ...facts })).toBe(expected)
})
