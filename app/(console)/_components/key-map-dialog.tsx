'use client'

import { useTranslations } from 'use-intl'
import { useKeysEnabled } from '@/components/shell/keys'
import { ChordKey, SubmitKey } from '@/components/shell/submit-key'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

const MAP = [
  {
    title: 'everywhere',
    keys: [
      [['g', 'r'], 'go_review'],
      [['g', 'g'], 'go_groups'],
      [['g', 'p'], 'go_people'],
      [['g', 'v'], 'go_invites'],
      [['g', 'l'], 'go_ledger'],
      [['g', 'i'], 'go_insights'],
      [['g', 'a'], 'go_audit'],
      [['g', 's'], 'go_settings'],
      [['g', 'm'], 'go_inbox'],
      [[], 'palette'],
      [['/'], 'search'],
      [['?'], 'map'],
      [['Esc'], 'escape'],
    ],
  },
  {
    title: 'queue',
    keys: [
      [['j', 'k'], 'move'],
      [['o', '↵'], 'open'],
      [['n'], 'next'],
    ],
  },
  {
    title: 'case',
    keys: [
      [['c'], 'claim'],
      [['m'], 'note'],
      [['e'], 'escalate'],
      [['s'], 'skip'],
      [['z'], 'snooze'],
      [['d'], 'decide'],
      [['1', '…', '9'], 'preset'],
      [['x'], 'none'],
      [['a'], 'add'],
      [['[', ']'], 'parts'],
      [['r'], 'reveal'],
      [[], 'submit'],
      [['u'], 'undo'],
    ],
  },
] as const

/** All keys, by where they work. */
export default function KeyMapDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations()
  const enabled = useKeysEnabled()
  return (
    <Dialog title={t('keys.title')} subtitle={enabled ? undefined : t('keys.off')} onClose={onClose}>
      <div className="mt-3 grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {MAP.map((part) => (
          <section key={part.title} className="last:row-span-2 last:sm:col-start-2 last:sm:row-start-1">
            <h2 className="mb-1 text-sm text-ink-3">{t(`keys.${part.title}`)}</h2>
            <dl>
              {part.keys.map(([keys, does]) => (
                <div key={does} className="flex min-h-7 items-center gap-3">
                  <dt className="order-last ml-auto flex gap-1 [&>span]:inline-flex">
                    {keys.map((key, place) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a chord may hold one key twice.
                      <Kbd key={place}>{key}</Kbd>
                    ))}
                    {does === 'submit' && <SubmitKey />}
                    {does === 'palette' && <ChordKey of="K" />}
                    <span className="sr-only">{keys.join(' ')}</span>
                  </dt>
                  <dd>{t(`keys.${does}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose}>{t('app.close')}</Button>
      </div>
    </Dialog>
  )
}
