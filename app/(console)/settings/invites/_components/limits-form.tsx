'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTRPC } from '@/app/_trpc/client'
import { Input } from '@/components/ui/input'
import { type InviteLimits, LIMITED, type Limited, MOST_USES } from '@/server/features/invites/manage/schema'
import { RuleForm } from '../../_components/rule-form'
import { wholeNumber } from '../../_components/whole-number'

const MOST = { uses: MOST_USES, days: 3_650 } as const
const PARTS = ['uses', 'days'] as const

type Typed = Record<Limited, { uses: string; days: string }>

const each = <T,>(of: (who: Limited) => T): Record<Limited, T> => ({
  support: of('support'),
  moderator: of('moderator'),
  admin: of('admin'),
  owner: of('owner'),
  client: of('client'),
})

/** The limits as typed; null where something typed cannot be used. Nothing typed: no limit. Pure. */
function limitsIn(typed: Typed): InviteLimits | null {
  const limits = each((who) => ({
    uses: wholeNumber(typed[who].uses, 1, MOST.uses),
    days: wholeNumber(typed[who].days, 1, MOST.days),
  }))
  const isWhole = LIMITED.every((who) => PARTS.every((part) => limits[who][part] !== undefined))
  return isWhole ? each((who) => ({ uses: limits[who].uses ?? null, days: limits[who].days ?? null })) : null
}

/** How many uses and days each role, and backends, may give a link. */
export function LimitsForm(props: { value: InviteLimits; version: number; mayWrite: boolean }) {
  const { value, version, mayWrite } = props
  const t = useTranslations('invites')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const errorId = useId()
  const [typed, setTyped] = useState<Typed>(() =>
    each((who) => ({ uses: value[who].uses?.toString() ?? '', days: value[who].days?.toString() ?? '' })),
  )
  const [checked, setChecked] = useState(false)
  const save = useMutation(
    trpc.invites.setLimits.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.invites.limits.queryFilter()),
    }),
  )
  const next = limitsIn(typed)
  const isWrong = (who: Limited, part: 'uses' | 'days') =>
    checked && wholeNumber(typed[who][part], 1, MOST[part]) === undefined
  return (
    <RuleForm
      saving={save}
      mayWrite={mayWrite}
      saveLabel={t('save')}
      onSave={() => {
        setChecked(true)
        if (next) save.mutate({ value: next, version })
      }}
      className="max-w-[560px]"
    >
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="text-sm text-ink-3">
            <th scope="col" className="pb-1.5 font-medium">
              {t('limits_who')}
            </th>
            {PARTS.map((part) => (
              <th key={part} scope="col" className="pb-1.5 pl-3 font-medium">
                {t(`limits_${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {LIMITED.map((who) => (
            <tr key={who} className="border-t border-line">
              <th scope="row" className="py-1.5 font-normal">
                {t(`limits_of_${who}`)}
              </th>
              {PARTS.map((part) => (
                <td key={part} className="py-1.5 pl-3">
                  <Input
                    aria-label={`${t(`limits_of_${who}`)}: ${t(`limits_${part}`)}`}
                    aria-invalid={isWrong(who, part) || undefined}
                    aria-describedby={isWrong(who, part) ? errorId : undefined}
                    inputMode="numeric"
                    autoComplete="off"
                    maxLength={7}
                    className="max-w-36 font-mono"
                    placeholder={t('limits_none')}
                    readOnly={!mayWrite}
                    value={typed[who][part]}
                    onChange={(event) =>
                      setTyped({ ...typed, [who]: { ...typed[who], [part]: event.target.value } })
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {checked && !next && (
        <p id={errorId} role="alert" className="text-sm text-danger">
          {t('limits_wrong')}
        </p>
      )}
      <p className="text-sm text-ink-3">{t('limits_hint')}</p>
    </RuleForm>
  )
}
