import type { Route } from 'next'
import type { Messages } from 'use-intl'
import type { ActionName } from '@/server/actions/schema'
import type { Permission } from '@/server/auth/permissions'

type Place = {
  href: Route
  /** Its name in the navigation, or among the settings. */
  name:
    | { of: 'nav'; key: Exclude<keyof Messages['nav'], 'ledger_waiting'> }
    | { of: 'settings_nav'; key: keyof Messages['settings_nav'] }
    | { of: 'palette'; key: keyof Messages['palette']['place'] }
  needs: Permission
}

const settings = (key: keyof Messages['settings_nav']): Place => ({
  href: `/settings/${key}` as Route,
  name: { of: 'settings_nav', key },
  needs: 'setting.read',
})

/** Where the console can be gone to, in the order of its navigation. */
export const PLACES: readonly Place[] = [
  { href: '/review', name: { of: 'nav', key: 'review' }, needs: 'case.read' },
  { href: '/groups', name: { of: 'nav', key: 'groups' }, needs: 'group.read' },
  { href: '/people', name: { of: 'nav', key: 'people' }, needs: 'person.read' },
  { href: '/people/import/new', name: { of: 'palette', key: 'import' }, needs: 'user.register' },
  { href: '/invites', name: { of: 'nav', key: 'invites' }, needs: 'invite.read' },
  { href: '/invites/check', name: { of: 'palette', key: 'check_link' }, needs: 'invite.read' },
  { href: '/ledger', name: { of: 'nav', key: 'ledger' }, needs: 'ledger.read' },
  { href: '/ledger/approvals', name: { of: 'palette', key: 'approvals' }, needs: 'ledger.read' },
  { href: '/ledger/batches', name: { of: 'palette', key: 'batches' }, needs: 'ledger.read' },
  { href: '/ledger/drift', name: { of: 'palette', key: 'drift' }, needs: 'ledger.read' },
  { href: '/ledger/snapshots', name: { of: 'palette', key: 'snapshots' }, needs: 'ledger.read' },
  { href: '/insights', name: { of: 'nav', key: 'insights' }, needs: 'insight.read' },
  { href: '/insights/report', name: { of: 'palette', key: 'transparency' }, needs: 'insight.read' },
  { href: '/audit', name: { of: 'nav', key: 'audit' }, needs: 'audit.read' },
  settings('health'),
  settings('alerts'),
  settings('clients'),
  settings('reasons'),
  settings('queues'),
  settings('policies'),
  settings('presets'),
  settings('texts'),
  settings('approvals'),
  settings('decisions'),
  settings('reports'),
  settings('invites'),
  settings('colleagues'),
]

/** The actions that a group's or a person's page opens a dialog for. */
export const ACTIONS = {
  group: [
    'group.suspend',
    'group.lift',
    'group.dismiss',
    'group.restore',
    'group.edit',
    'group.announce',
    'group.transfer',
    'group.repair',
  ],
  person: ['user.logout', 'user.edit'],
} as const satisfies Record<string, readonly ActionName[]>

const WORD = /[\s,/]+/

/** Whether every word typed stands somewhere in what is said. Pure. */
export function saysAll(said: string, typed: string): boolean {
  const text = said.toLowerCase()
  return typed
    .toLowerCase()
    .split(WORD)
    .filter(Boolean)
    .every((word) => text.includes(word))
}
