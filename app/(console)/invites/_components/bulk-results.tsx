'use client'

import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { BYTE_ORDER_MARK, csvLine } from '@/server/csv'
import type { BulkResult } from '@/server/features/invites/manage/schema'
import { CopyButton } from './copy-button'
import { linkAddress } from './invite-href'

/** What came of a bulk order: each group with its link, or why it has none. */
export function BulkResults({ results, onClose }: { results: readonly BulkResult[]; onClose: () => void }) {
  const t = useTranslations('invites')
  const named = useNamed()
  const made = results.flatMap((result) => ('spelled' in result ? [result] : []))
  const left = results.flatMap((result) => ('refused' in result ? [result] : []))
  return (
    <Dialog title={t('several_made', { n: made.length })} onClose={onClose}>
      <div className="mt-3.5 grid grid-cols-[minmax(0,1fr)] gap-3.5">
        {left.length > 0 && (
          <section aria-label={t('left_out', { n: left.length })}>
            <h2 className="mb-1 text-sm font-strong text-warn">{t('left_out', { n: left.length })}</h2>
            <ul className="max-h-32 overflow-y-auto text-sm">
              {left.map(({ groupId, refused }) => (
                <li key={groupId} className="flex min-w-0 gap-2">
                  <code className="shrink-0 text-xs leading-5">{groupId}</code>
                  <span className="text-ink-3">{named('errors', refused)}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {made.length > 0 && (
          <ul className="max-h-72 overflow-y-auto rounded border border-line">
            {made.map(({ id, groupId, spelled }) => (
              <li key={id} className="flex items-center gap-2 border-b border-line px-2.5 py-1 last:border-0">
                <code className="min-w-0 flex-1 truncate text-xs">{groupId}</code>
                <code className="text-xs whitespace-nowrap">{spelled}</code>
                <CopyButton
                  variant="ghost"
                  label={t('copy')}
                  of={t('copy_of', { code: spelled })}
                  text={() => linkAddress(spelled)}
                />
              </li>
            ))}
          </ul>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {made.length > 0 && (
            <>
              <CopyButton
                size="md"
                label={t('copy_all')}
                text={() =>
                  made.map(({ groupId, spelled }) => `${groupId}\t${linkAddress(spelled)}`).join('\n')
                }
              />
              <Button size="md" onClick={() => saveTable(made)}>
                {t('save_table')}
              </Button>
            </>
          )}
          <Button size="md" variant="primary" data-first="" onClick={onClose}>
            {t('done')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** Lets the browser save them as a table. */
function saveTable(made: readonly { groupId: string; spelled: string }[]): void {
  const lines = made.map(({ groupId, spelled }) => csvLine([groupId, spelled, linkAddress(spelled)]))
  const text = BYTE_ORDER_MARK + csvLine(['group_id', 'code', 'link']) + lines.join('')
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'steward-invites.csv'
  link.click()
  URL.revokeObjectURL(url)
}
