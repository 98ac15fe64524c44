'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTimeStyle } from '@/components/time/clock'
import { exact } from '@/components/time/format'
import { controlClass } from '@/components/ui/control-class'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { localTime, SPANS, type Span, spanTo } from './spans'

/**
 * When something ends: after one of a few usual spans from now, at a moment, or, where `endless`, not by itself. Tells
 * the end as Unix ms; undefined where it has none, or none yet.
 */
export function EndField(props: {
  label: string
  spans: readonly Span[]
  endless: boolean
  value: number | undefined
  error: string | null
  onChange: (end: number | undefined) => void
}) {
  const t = useTranslations('group_forms')
  const style = useTimeStyle()
  const { value } = props
  const [choice, setChoice] = useState<Span | 'endless' | 'at'>(() => {
    if (value === undefined) return props.endless ? 'endless' : 'at'
    return spanTo(value, Date.now(), props.spans) ?? 'at'
  })
  const choose = (next: string) => {
    const span = props.spans.find((name) => name === next)
    setChoice(span ?? (next === 'endless' ? 'endless' : 'at'))
    if (span) props.onChange(Date.now() + SPANS[span])
    if (next === 'endless') props.onChange(undefined)
  }
  return (
    <>
      <Field
        label={props.label}
        hint={value !== undefined && exact(value, style)}
        error={choice !== 'at' && props.error}
      >
        {(control) => (
          <select
            {...control}
            data-first=""
            value={choice}
            onChange={(event) => choose(event.target.value)}
            className={`${controlClass} h-10 md:h-8`}
          >
            {props.endless && <option value="endless">{t('endless')}</option>}
            {props.spans.map((span) => (
              <option key={span} value={span}>
                {t(`span_${span}`)}
              </option>
            ))}
            <option value="at">{t('at')}</option>
          </select>
        )}
      </Field>
      {choice === 'at' && (
        <Field label={t('at_label')} error={props.error}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              defaultValue={value === undefined ? '' : localTime(value)}
              min={localTime(Date.now())}
              onChange={({ currentTarget }) => {
                const end = new Date(currentTarget.value).getTime()
                props.onChange(Number.isNaN(end) ? undefined : end)
              }}
            />
          )}
        </Field>
      )}
    </>
  )
}
