'use client'

import { useTranslations } from 'use-intl'
import type { PRESET_ACTIONS, PresetAction } from '@/server/features/desk/schema'
import { CheckLine } from '../../_components/check-line'
import {
  DurationField,
  durationIn,
  type TypedDuration,
  typedDuration,
} from '../../_components/duration-field'

type Name = (typeof PRESET_ACTIONS)[number]

/** In the order in which they are offered; typed by the server's list, whose own would bring the schemas' library. */
const OFFERED = [
  'message.revoke',
  'message.delete',
  'member.mute',
  'member.kick',
  'group.suspend',
  'group.dismiss',
  'user.logout',
] as const satisfies typeof PRESET_ACTIONS

/** Chosen actions, in the order of `OFFERED`, each with how long it lasts where it may end. */
export type TypedActions = Partial<Record<Name, TypedDuration>>

const LASTING: readonly Name[] = ['member.mute', 'group.suspend']
const ENDLESS: readonly Name[] = ['group.suspend']

const isOffered = (action: string): action is Name => OFFERED.some((one) => one === action)

export const typedActions = (actions: readonly PresetAction[]): TypedActions =>
  Object.fromEntries(
    actions
      .filter(({ action }) => isOffered(action))
      .map(({ action, lastsMs }) => [action, typedDuration(lastsMs)]),
  )

/** What is chosen; null where a length of time is none. */
export function actionsIn(typed: TypedActions): { action: Name; lastsMs: number | null }[] | null {
  const all = OFFERED.flatMap((action) => {
    const duration = typed[action]
    return duration ? [{ action, lastsMs: LASTING.includes(action) ? durationIn(duration) : null }] : []
  })
  const fit = all.flatMap(({ action, lastsMs }) => {
    const isMissing = lastsMs === null && LASTING.includes(action) && !ENDLESS.includes(action)
    return lastsMs === undefined || isMissing ? [] : [{ action, lastsMs }]
  })
  return fit.length === all.length ? fit : null
}

/** Which actions a preset prepares, and how long each lasts. */
export function ActionsFields(props: {
  value: TypedActions
  /** Whether it was tried to save: from then on what is missing is told. */
  checked: boolean
  error: string | null
  onChange: (actions: TypedActions) => void
}) {
  const t = useTranslations()
  const { value } = props
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-sm font-strong">{t('desk_settings.actions')}</legend>
      {OFFERED.map((action) => {
        const { [action]: duration, ...others } = value
        const isWrong = duration && actionsIn({ [action]: duration }) === null
        return (
          <div key={action} className="grid gap-1.5">
            <CheckLine
              label={t(`actions.${action}.label`)}
              checked={duration !== undefined}
              onChange={(chosen) =>
                props.onChange(chosen ? { ...value, [action]: { n: '', unit: 'day' } } : others)
              }
            />
            {duration && LASTING.includes(action) && (
              <div className="pl-5.5">
                <DurationField
                  label={t('desk_settings.lasts')}
                  hint={ENDLESS.includes(action) ? t('desk_settings.endless_hint') : undefined}
                  error={props.checked && isWrong ? t('desk_settings.duration_needed') : null}
                  value={duration}
                  onChange={(changed) => props.onChange({ ...value, [action]: changed })}
                />
              </div>
            )}
          </div>
        )
      })}
      {props.error && (
        <p role="alert" className="text-sm text-danger">
          {props.error}
        </p>
      )}
    </fieldset>
  )
}
