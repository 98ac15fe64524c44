'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Route } from 'next'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useRefusalText } from '@/app/_trpc/use-refusal-text'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import { ChipPopover } from '@/components/ui/chip-popover'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { SavedView, SaveViewInput } from '@/server/features/views/schema'

type KeptOf<Kind extends SaveViewInput['kind']> = Pick<
  Extract<SaveViewInput, { kind: Kind }>,
  'kind' | 'filter'
>
/** A filter, and the list that it is of. */
type Kept = KeptOf<'group'> | KeptOf<'person'> | KeptOf<'invite'>
type View = SavedView & { href: Route }
/** The address of a list with a filter; undefined for a filter of another list. */
export type ViewHref = (kept: SavedView | Kept) => Route | undefined

/** Filters that were saved under a name, by oneself or shared by others; and saving the current ones. */
export function Views(props: { now: Kept; hrefOf: ViewHref }) {
  const { now, hrefOf } = props
  const t = useTranslations('views')
  const trpc = useTRPC()
  const { may } = useMe()
  const { data, isError } = useQuery(trpc.views.list.queryOptions({ kind: now.kind }))
  const views = (data ?? []).flatMap((view) => {
    const href = hrefOf(view)
    return href === undefined ? [] : [{ ...view, href }]
  })
  const here = hrefOf(now)
  const current = views.find((view) => view.href === here)
  return (
    <ChipPopover label={t('title')} text={current?.name ?? t('title')} chosen={current !== undefined}>
      <div className="grid max-h-[70dvh] gap-3 overflow-y-auto px-3.5 py-3">
        {isError && <p className="text-sm text-danger">{t('failed')}</p>}
        {views.length === 0 && !isError && <p className="text-sm text-ink-3">{t('none')}</p>}
        <ViewList title={t('mine')} views={views.filter((view) => view.mine)} current={current} />
        <ViewList title={t('shared')} views={views.filter((view) => !view.mine)} current={current} />
        {may('view.keep') && <SaveView now={now} own={views.filter((view) => view.mine)} />}
      </div>
    </ChipPopover>
  )
}

function ViewList(props: { title: string; views: readonly View[]; current: View | undefined }) {
  if (props.views.length === 0) return null
  return (
    <section>
      <h3 className="mb-0.5 text-sm text-ink-3">{props.title}</h3>
      <ul className="-mx-2">
        {props.views.map((view) => (
          <ViewRow key={view.id} view={view} current={view === props.current} />
        ))}
      </ul>
    </section>
  )
}

function ViewRow({ view, current }: { view: View; current: boolean }) {
  const t = useTranslations('views')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { may } = useMe()
  const remove = useMutation(
    trpc.views.remove.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.views.list.pathFilter()),
    }),
  )
  const removable = view.mine ? may('view.keep') : may('view.moderate')
  return (
    <li className="flex items-center rounded hover:bg-hover">
      <Link
        href={view.href}
        prefetch={false}
        aria-current={current || undefined}
        className="min-w-0 flex-1 truncate px-2 py-1 aria-current:font-semibold"
      >
        <span dir="auto">{view.name}</span>{' '}
        <span className="text-sm text-ink-3">
          {view.mine ? view.shared && t('is_shared') : t('by', { name: view.owner })}
        </span>
      </Link>
      {removable && (
        <button
          type="button"
          aria-label={t('remove', { name: view.name })}
          disabled={remove.isPending}
          onClick={() => remove.mutate({ id: view.id })}
          className="grid size-7 shrink-0 place-items-center rounded text-ink-3 hover:text-ink"
        >
          ×
        </button>
      )}
    </li>
  )
}

function SaveView({ now, own }: { now: Kept; own: readonly View[] }) {
  const t = useTranslations('views')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refusalText = useRefusalText()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = useMutation(
    trpc.views.save.mutationOptions({
      onSuccess: () => {
        setName('')
        setShared(false)
      },
      onSettled: () => queryClient.invalidateQueries(trpc.views.list.pathFilter()),
    }),
  )
  const same = own.find((view) => view.name === name.trim())
  return (
    <form
      className="grid gap-2 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim()) save.mutate({ id: same?.id, name, shared, ...now })
      }}
    >
      <p className="font-semibold">{t('save_title')}</p>
      <Field label={t('name')} error={save.isError && refusalText(save.error)}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="accent-accent"
          checked={shared}
          onChange={(event) => setShared(event.target.checked)}
        />
        {t('share')}
      </label>
      <Button type="submit" busy={save.isPending} disabled={!name.trim()}>
        {t(same ? 'replace' : 'save')}
      </Button>
    </form>
  )
}
