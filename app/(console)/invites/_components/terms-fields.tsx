'use client'

import { useTranslations } from 'use-intl'
import { localTime } from '@/app/(console)/_components/actions/forms/spans'
import { controlClass } from '@/components/ui/control-class'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { InviteLimit } from '@/server/features/invites/manage/schema'
import { INVITE_MODES } from '@/server/features/invites/schema'
import { type End, endsWithin, type TypedTerms, type WrongTerm } from './typed-terms'

type Props = {
  typed: TypedTerms
  limit: InviteLimit
  /** A link that is there already keeps whether a person comes once. */
  isNew: boolean
  wrong: readonly WrongTerm[]
  /** What the server refused, by field. */
  at: (field: string) => string | null
  onChange: (change: Partial<TypedTerms>) => void
}

/** What is said of a link: what it does, how long, how often, and who wanted it. */
export function TermsFields(props: Props) {
  const { typed, limit, at, onChange } = props
  const t = useTranslations('invites')
  return (
    <>
      <ModeField {...props} />
      <div className="grid gap-3.5 sm:grid-cols-2">
        <EndFields {...props} />
        <Field
          label={t('max_uses')}
          hint={limit.uses === null ? t('uses_hint_open') : t('uses_hint', { n: limit.uses })}
          error={props.wrong.includes('uses') ? t('uses_wrong') : at('maxUses')}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              maxLength={7}
              className="font-mono"
              value={typed.uses}
              onChange={(event) => onChange({ uses: event.target.value })}
            />
          )}
        </Field>
      </div>
      {props.isNew && (
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            className="mt-1 size-3.5 shrink-0 accent-accent"
            checked={typed.once}
            onChange={(event) => onChange({ once: event.target.checked })}
          />
          {t('once')}
        </label>
      )}
      <TextField name="label" hint={t('label_hint')} {...props} />
      <div className="grid gap-3.5 sm:grid-cols-2">
        <TextField name="requester" {...props} />
        <TextField name="ticket" {...props} />
      </div>
    </>
  )
}

function ModeField({ typed, at, onChange }: Props) {
  const t = useTranslations('invites')
  return (
    <Field label={t('mode')} error={at('mode')}>
      {(control) => (
        <>
          <select
            {...control}
            value={typed.mode}
            className={`${controlClass} h-10 md:h-8`}
            onChange={(event) => {
              const mode = INVITE_MODES.find((one) => one === event.target.value)
              if (mode) onChange({ mode })
            }}
          >
            {INVITE_MODES.map((mode) => (
              <option key={mode} value={mode}>
                {t(`mode_${mode}`)}
              </option>
            ))}
          </select>
          <p className="text-sm text-ink-3">{t(`mode_${typed.mode}_text`)}</p>
        </>
      )}
    </Field>
  )
}

function EndFields({ typed, limit, wrong, at, onChange }: Props) {
  const t = useTranslations('invites')
  const problem = wrong.includes('end') ? t('end_wrong') : at('expiresAt')
  const offered = endsWithin(limit)
  // What a link has already may be more than whoever looks could give it.
  const ends: End[] = offered.includes(typed.end) ? offered : [typed.end, ...offered]
  return (
    <div className="grid content-start gap-2">
      <Field label={t('ends')} error={typed.end !== 'at' && problem}>
        {(control) => (
          <select
            {...control}
            value={typed.end}
            className={`${controlClass} h-10 md:h-8`}
            onChange={(event) => {
              const end = ends.find((one) => one === event.target.value)
              if (end) onChange({ end })
            }}
          >
            {ends.map((end) => (
              <option key={end} value={end}>
                {end === 'never' || end === 'at' ? t(`end_${end}`) : t('end_days', { n: Number(end) })}
              </option>
            ))}
          </select>
        )}
      </Field>
      {typed.end === 'at' && (
        <Field label={t('end_time')} error={problem}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              defaultValue={typed.at === null ? '' : localTime(typed.at)}
              onChange={({ currentTarget }) => {
                const end = new Date(currentTarget.value).getTime()
                onChange({ at: Number.isNaN(end) ? null : end })
              }}
            />
          )}
        </Field>
      )}
    </div>
  )
}

function TextField({
  name,
  hint,
  typed,
  at,
  onChange,
}: Props & { name: 'label' | 'requester' | 'ticket'; hint?: string }) {
  const t = useTranslations('invites')
  return (
    <Field label={t(name)} hint={hint} error={at(name)}>
      {(control) => (
        <Input
          {...control}
          dir="auto"
          autoComplete="off"
          maxLength={120}
          value={typed[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
}
