'use client'

import { Command } from 'cmdk'
import { usePathname, useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { PartMessages } from '@/app/_i18n/part-messages'
import { idOfSegment } from '@/app/(console)/_components/id-segment'
import { useMe } from '@/app/(console)/_components/me'
import { groupHref } from '@/app/(console)/groups/_components/group-href'
import { personHref } from '@/app/(console)/people/_components/person-href'
import { Avatar } from '@/components/ui/avatar'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { Spinner } from '@/components/ui/spinner'
import { ACTIONS, PLACES, saysAll } from './places'
import { type Found, useFound } from './use-found'
import { groupWishes, personWishes } from './wish'

/** A group or person whose actions are offered. `name`: null for the one whose page is open. */
type Scope = { kind: 'group' | 'person'; id: string; name: string | null }

/** Finds whatever has a name or an id, leads to every page, and opens the dialog of any action on a group or person. */
export default function Palette({ onClose }: { onClose: () => void }) {
  return (
    <PartMessages parts={['palette', 'settings_nav']} outline={null}>
      <Finder onClose={onClose} />
    </PartMessages>
  )
}

function Finder({ onClose }: { onClose: () => void }) {
  const t = useTranslations('palette')
  const router = useRouter()
  const here = useScopeHere()
  const [typed, setTyped] = useState('')
  const [selected, setSelected] = useState('')
  const [scope, setScope] = useState<Scope | null>(null)
  const { found, searching, failed } = useFound(scope ? '' : typed)
  // What was found comes after what was there at once, and stands before it.
  const first = found[0] && keyOf(found[0])
  useEffect(() => {
    if (first !== undefined) setSelected(first)
  }, [first])
  const enter = (next: Scope | null) => {
    setScope(next)
    setTyped('')
  }
  const go = (href: Parameters<typeof router.push>[0]) => {
    onClose()
    router.push(href)
  }
  const act = ({ kind, id }: Scope, ask: () => void) => {
    go(kind === 'group' ? groupHref(id) : personHref(id))
    ask()
  }
  const press = (event: KeyboardEvent) => {
    const chosen = found.find((one) => keyOf(one) === selected)
    if (event.key === 'Tab' && chosen && isActedOn(chosen)) enter({ ...chosen, kind: chosen.kind })
    else if (event.key === 'Backspace' && typed === '' && scope) enter(null)
    else return
    event.preventDefault()
  }
  const acted = scope ?? here
  return (
    <Dialog title={t('title')} plain onClose={() => (scope ? enter(null) : onClose())}>
      <Command label={t('title')} shouldFilter={false} loop value={selected} onValueChange={setSelected}>
        <div className="flex items-center gap-2 border-b border-line px-4">
          {scope?.name && (
            <span className="max-w-40 shrink-0 truncate rounded-sm bg-hover px-1.5 text-sm" dir="auto">
              {scope.name}
            </span>
          )}
          <Command.Input
            data-first
            value={typed}
            onValueChange={setTyped}
            onKeyDown={press}
            maxLength={100}
            placeholder={scope ? t('which_action') : t('what')}
            className="h-12 min-w-0 flex-1 bg-transparent text-field outline-none placeholder:text-ink-3 md:text-md"
          />
          {searching && <Spinner />}
        </div>
        <Command.List className="max-h-[min(60dvh,420px)] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3">
          {failed && <p className="px-2.5 py-2 text-danger">{t('failed')}</p>}
          {!searching && <Command.Empty className="px-2.5 py-3 text-ink-3">{t('nothing')}</Command.Empty>}
          {found.length > 0 && (
            <Command.Group heading={t('found')}>
              {found.map((one) => (
                <FoundItem key={keyOf(one)} found={one} onSelect={() => go(one.href)} />
              ))}
            </Command.Group>
          )}
          {acted && <ActionItems scope={acted} typed={typed} onAct={(ask) => act(acted, ask)} />}
          {!scope && <PlaceItems typed={typed} onGo={go} />}
        </Command.List>
        <p className="flex gap-4 border-t border-line px-4 py-2 text-xs text-ink-3 max-md:hidden">
          <span>
            <Kbd>↵</Kbd> {t('opens')}
          </span>
          <span>
            <Kbd>Tab</Kbd> {t('acts')}
          </span>
        </p>
      </Command>
    </Dialog>
  )
}

const keyOf = ({ kind, id }: Found) => `${kind} ${id}`
const isActedOn = (found: Found): found is Found & { kind: 'group' | 'person' } =>
  found.kind === 'group' || found.kind === 'person'

/** Whose page is open. */
function useScopeHere(): Scope | null {
  const [, area, segment] = /^\/(groups|people)\/([^/]+)$/.exec(usePathname()) ?? []
  if (!segment) return null
  return { kind: area === 'groups' ? 'group' : 'person', id: idOfSegment(segment), name: null }
}

const ITEM =
  'flex min-h-11 cursor-pointer items-center gap-2.5 rounded px-2.5 aria-selected:bg-accent-soft md:min-h-8'

function FoundItem({ found, onSelect }: { found: Found; onSelect: () => void }) {
  const t = useTranslations('kinds')
  const kind = found.kind === 'person' ? 'user' : found.kind
  return (
    <Command.Item value={keyOf(found)} onSelect={onSelect} className={ITEM}>
      {isActedOn(found) && (
        <Avatar name={found.name} shape={found.kind === 'group' ? 'square' : 'round'} size="sm" />
      )}
      <span className="truncate font-medium" dir="auto">
        {found.name}
      </span>
      <code className="min-w-0 truncate text-xs text-ink-3">{found.about}</code>
      {kind !== 'ledger' && <span className="ml-auto shrink-0 text-xs text-ink-3">{t(kind)}</span>}
    </Command.Item>
  )
}

/** Each opens the dialog that asks for it; none acts by itself. */
function ActionItems(props: { scope: Scope; typed: string; onAct: (ask: () => void) => void }) {
  const { kind, id, name } = props.scope
  const t = useTranslations('palette')
  const named = useNamed()
  const { may } = useMe()
  const all =
    kind === 'group'
      ? ACTIONS.group.map((action) => ({ action, ask: () => groupWishes.ask(id, action) }))
      : ACTIONS.person.map((action) => ({ action, ask: () => personWishes.ask(id, action) }))
  const offered = all
    .filter(({ action }) => may('action.submit') && may(action))
    .map((one) => ({ ...one, label: named('actions', `${one.action}.label`) }))
    .filter(({ action, label }) => saysAll(`${label} ${action}`, props.typed))
  if (offered.length === 0) return null
  return (
    <Command.Group heading={name ? t('actions') : t(kind === 'group' ? 'on_this_group' : 'on_this_person')}>
      {offered.map(({ action, ask, label }) => (
        <Command.Item key={action} value={action} onSelect={() => props.onAct(ask)} className={ITEM}>
          {label}…
        </Command.Item>
      ))}
    </Command.Group>
  )
}

function PlaceItems(props: { typed: string; onGo: (href: (typeof PLACES)[number]['href']) => void }) {
  const t = useTranslations()
  const { may } = useMe()
  const nameOf = ({ name }: (typeof PLACES)[number]) => {
    if (name.of === 'nav') return t(`nav.${name.key}`)
    return name.of === 'settings_nav' ? t(`settings_nav.${name.key}`) : t(`palette.place.${name.key}`)
  }
  const areaOf = ({ name }: (typeof PLACES)[number]) => (name.of === 'settings_nav' ? t('nav.settings') : '')
  const open = PLACES.filter(
    (place) => may(place.needs) && saysAll(`${nameOf(place)} ${areaOf(place)}`, props.typed),
  )
  if (open.length === 0) return null
  return (
    <Command.Group heading={t('palette.pages')}>
      {open.map((place) => (
        <Command.Item
          key={place.href}
          value={place.href}
          onSelect={() => props.onGo(place.href)}
          className={ITEM}
        >
          {nameOf(place)}
          {areaOf(place) && <span className="ml-auto text-xs text-ink-3">{areaOf(place)}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  )
}
