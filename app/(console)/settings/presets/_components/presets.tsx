'use client'

import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { useMe } from '@/app/(console)/_components/me'
import { type Desk, useDesk } from '@/app/(console)/_components/use-desk'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { EditMenu } from '../../_components/edit-menu'
import { SettingsFrame } from '../../_components/settings-frame'
import { useDeskSaved } from '../../_components/use-desk-saved'
import { PresetCard } from './preset-card'

const RemoveDialog = dynamic(() => import('../../_components/remove-dialog'), { ssr: false })
const PresetDialog = dynamic(() => import('./preset-dialog'), { ssr: false })

type Preset = Desk['presets'][number]

/** What the digits prepare, queue by queue. Admins change it. */
export function Presets() {
  const t = useTranslations('desk_settings')
  const trpc = useTRPC()
  const { may } = useMe()
  const { presets, queues } = useDesk()
  const [open, setOpen] = useState<{ id: string | null } | null>(null)
  const [removed, setRemoved] = useState<Preset | null>(null)
  const remove = useMutation(trpc.desk.removePreset.mutationOptions(useDeskSaved(() => setRemoved(null))))
  const mayWrite = may('desk.arrange')
  const sections = [
    { id: null, name: t('all_queues') },
    ...queues.map(({ id, name }) => ({ id, name })),
  ].filter(({ id }) => id === null || presets.some(({ queueId }) => queueId === id))
  return (
    <SettingsFrame
      title={t('presets_title')}
      lead={t('presets_lead')}
      note={!mayWrite && t('admins_change')}
      action={
        mayWrite && (
          <Button size="md" variant="primary" onClick={() => setOpen({ id: null })}>
            {t('preset_new')}…
          </Button>
        )
      }
    >
      {sections.map((section) => (
        <Section
          key={section.id ?? ''}
          title={section.name}
          beside={
            <span className="text-sm text-ink-3">
              {section.id === null ? t('all_queues_hint') : t('own_presets_hint')}
            </span>
          }
        >
          <ul className="grid gap-2.5 md:grid-cols-2 xl:grid-cols-3">
            {presets
              .filter(({ queueId }) => queueId === section.id)
              .map((preset) => (
                <li key={preset.id}>
                  <PresetCard
                    preset={preset}
                    menu={
                      mayWrite && (
                        <EditMenu
                          of={preset.name}
                          onEdit={() => setOpen({ id: preset.id })}
                          onRemove={() => setRemoved(preset)}
                        />
                      )
                    }
                  />
                </li>
              ))}
          </ul>
        </Section>
      ))}
      {removed && (
        <RemoveDialog
          of={removed.name}
          busy={remove.isPending}
          error={remove.error}
          onClose={() => {
            setRemoved(null)
            remove.reset()
          }}
          onRemove={() => remove.mutate({ id: removed.id, version: removed.version })}
        />
      )}
      {open && (
        <PresetDialog row={presets.find(({ id }) => id === open.id) ?? null} onClose={() => setOpen(null)} />
      )}
    </SettingsFrame>
  )
}
