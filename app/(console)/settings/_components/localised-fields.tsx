'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { LOCALE_NAMES, LOCALES } from '@/app/_i18n/locales'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { TextArea } from '@/components/ui/text-area'

/** A text in each language as it is typed; empty where there is none. */
export type TypedTexts = Record<(typeof LOCALES)[number], string>

export const typedTexts = (texts?: { en: string; 'zh-CN'?: string }): TypedTexts => ({
  en: texts?.en ?? '',
  'zh-CN': texts?.['zh-CN'] ?? '',
})

/** One text in the languages of the console. English is needed; it stands in where another is empty. */
export function LocalisedFields(props: {
  label: string
  value: TypedTexts
  onChange: (texts: TypedTexts) => void
  /** Path of the text in what is saved: errors of `path.en` stand at the English one. */
  path: string
  errorAt: (field: string) => string | null
  long?: boolean
  first?: boolean
  readOnly?: boolean
  className?: string
  below?: (language: keyof TypedTexts) => ReactNode
}) {
  const t = useTranslations('desk_settings')
  return (
    <div className={props.className ?? 'grid gap-3.5'}>
      {LOCALES.map((language) => {
        const shared = {
          lang: language,
          value: props.value[language],
          readOnly: props.readOnly,
          autoComplete: 'off',
          'data-first': props.first && language === 'en' ? '' : undefined,
          onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
            props.onChange({ ...props.value, [language]: currentTarget.value }),
        }
        const error = props.errorAt(`${props.path}.${language}`)
        return (
          <div key={language} className="grid content-start gap-1.5">
            <Field
              label={`${props.label}, ${LOCALE_NAMES[language]}`}
              hint={language === 'en' ? undefined : t('empty_english')}
              error={error}
            >
              {(control) =>
                props.long ? (
                  <TextArea {...control} {...shared} rows={4} />
                ) : (
                  <Input {...control} {...shared} />
                )
              }
            </Field>
            {props.below?.(language)}
          </div>
        )
      })}
    </div>
  )
}
