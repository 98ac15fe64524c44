'use client'

import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { BYTE_ORDER_MARK, csvLine } from '@/server/csv'
import type { BulkResult } from '@/server/features/invites/manage/schema'
import { CopyButton } from './copy-button'
import { linkAddress } from './invite-href'
import { saveFile } from './save-file'

/** What came of a bulk order: each group with its link, or why it has none. */
export function BulkResults(props: {
  results: readonly BulkResult[]
  /** As far as they are known. */
  names: ReadonlyMap<string, string | null>
  onClose: () => void
}) {
  const { results, names, onClose } = props
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
                  <bdi className="min-w-0 truncate">
                    {names.get(groupId) ?? <code className="text-xs leading-5">{groupId}</code>}
                  </bdi>
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
                <span className="min-w-0 flex-1 truncate" title={groupId} dir="auto">
                  {names.get(groupId) ?? <code className="text-xs">{groupId}</code>}
                </span>
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
            <CopyButton
              size="md"
              label={t('copy_all')}
              text={() =>
                made.map(({ groupId, spelled }) => `${groupId}\t${linkAddress(spelled)}`).join('\n')
              }
            />
          )}
          <Button size="md" onClick={() => saveTable(results, names)}>
            {t('save_table')}
          </Button>
          <Button size="md" variant="primary" data-first="" onClick={onClose}>
            {t('done')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** Lets the browser save all of it as a table, also the groups that have none and why. */
function saveTable(results: readonly BulkResult[], names: ReadonlyMap<string, string | null>): void {
  const lines = results.map((result) => {
    const group = [result.groupId, names.get(result.groupId) ?? null]
    if ('refused' in result) return csvLine([...group, null, null, result.refused])
    return csvLine([...group, result.spelled, linkAddress(result.spelled), null])
  })
  const header = csvLine(['group_id', 'group_name', 'code', 'link', 'refused'])
  saveFile('steward-invites.csv', new Blob([BYTE_ORDER_MARK + header + lines.join('')], { type: 'text/csv' }))
}
