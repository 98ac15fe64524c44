'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { inLanguage } from '@/server/features/desk/localised'
import type { Template } from '@/server/features/desk/schema'
import { EditMenu } from '../../_components/edit-menu'
import { ReadFailed } from '../../_components/read-failed'
import { SettingsFrame } from '../../_components/settings-frame'
import { useDeskSaved } from '../../_components/use-desk-saved'

const RemoveDialog = dynamic(() => import('../../_components/remove-dialog'), { ssr: false })
const TextDialog = dynamic(() => import('./text-dialog'), { ssr: false })

const KINDS = ['outcome', 'statement', 'reason'] as const

/** Texts with variables: to reporters, to those concerned, and to choose from. Admins change them. */
export function Texts() {
  const t = useTranslations('desk_settings')
  const locale = useLocale()
  const trpc = useTRPC()
  const { may } = useMe()
  const [open, setOpen] = useState<string | null>(null)
  const query = useQuery(trpc.desk.templates.queryOptions())
  const [removed, setRemoved] = useState<Template | null>(null)
  const remove = useMutation(trpc.desk.removeTemplate.mutationOptions(useDeskSaved(() => setRemoved(null))))
  const mayWrite = may('desk.arrange')
  return (
    <SettingsFrame
      title={t('texts_title')}
      lead={t('texts_lead')}
      note={!mayWrite && t('admins_change')}
      action={
        mayWrite && (
          <Button size="md" variant="primary" onClick={() => setOpen('')}>
            {t('text_new')}…
          </Button>
        )
      }
    >
      {query.isError && !query.data && (
        <ReadFailed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton className="h-44 w-full" />}
      {query.data &&
        KINDS.map((kind) => (
          <Section key={kind} title={t(`kind_${kind}`)}>
            <ul className="divide-y divide-line border-y border-line">
              {query.data
                .filter((text) => text.kind === kind)
                .map((text) => (
                  <li key={text.id} className="flex gap-3 py-2">
                    <div className="min-w-0 flex-1">
                      <h3 className="font-medium">{inLanguage(text.names, locale)}</h3>
                      <p className="max-w-[80ch] break-words text-ink-2">{inLanguage(text.texts, locale)}</p>
                    </div>
                    {mayWrite && (
                      <EditMenu
                        of={inLanguage(text.names, locale)}
                        onEdit={() => setOpen(text.id)}
                        onRemove={kind === 'reason' ? () => setRemoved(text) : undefined}
                      />
                    )}
                  </li>
                ))}
            </ul>
          </Section>
        ))}
      {removed && (
        <RemoveDialog
          of={inLanguage(removed.names, locale)}
          busy={remove.isPending}
          error={remove.error}
          onClose={() => {
            setRemoved(null)
            remove.reset()
          }}
          onRemove={() => remove.mutate({ id: removed.id, version: removed.version })}
        />
      )}
      {open !== null && (
        <TextDialog row={query.data?.find(({ id }) => id === open) ?? null} onClose={() => setOpen(null)} />
      )}
    </SettingsFrame>
  )
}
