'use client'

import { useTranslations } from 'use-intl'
import { useNamed } from '@/app/_i18n/named'
import { factsDiff } from './facts-diff'

/** Before and after, side by side; what changed is marked by more than colour. */
export function FactsTable({ before, after }: { before: unknown; after: unknown }) {
  const t = useTranslations('audit')
  const named = useNamed()
  const lines = factsDiff(before, after)
  if (lines.length === 0) return <p className="text-ink-3">{t('no_change')}</p>
  return (
    <table className="w-full table-fixed border-collapse text-left text-sm">
      <thead>
        <tr className="text-ink-3 [&_th]:h-7 [&_th]:border-b [&_th]:border-line [&_th]:font-medium">
          <th scope="col" className="w-1/3">
            <span className="sr-only">{t('what')}</span>
          </th>
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.name} className="align-top [&>*]:border-b [&>*]:border-line [&>*]:py-1.5 [&>*]:pr-2">
            <th
              scope="row"
              className={`break-words ${line.changed ? 'font-strong' : 'font-normal text-ink-3'}`}
            >
              {named('facts', line.name)}
            </th>
            <td className="font-mono text-xs leading-[18px] break-words text-ink-3">
              {line.changed && line.before !== undefined ? (
                <del className="text-danger">{line.before}</del>
              ) : (
                line.before
              )}
            </td>
            <td className="font-mono text-xs leading-[18px] break-words text-ink-2">
              {line.changed && line.after !== undefined ? (
                <ins className="text-ok no-underline">{line.after}</ins>
              ) : (
                line.after
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
