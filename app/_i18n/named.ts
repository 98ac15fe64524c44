'use client'

import { useTranslations } from 'use-intl'

/** Parts of the catalogues whose keys the server names at run time. */
export type NamedPart =
  | 'errors'
  | 'actions'
  | 'states'
  | 'plan'
  | 'step'
  | 'outcome'
  | 'cause'
  | 'audit_actions'
  | 'kinds'
  | 'group_status'
  | 'standing'
  | 'facts'

type Values = Record<string, string | number>
export type Named = (part: NamedPart, key: string, values?: Values) => string

/**
 * Sentences by names that come from the server: `named('plan', fact.key, fact.values)`. A name the catalogue does not
 * have (an older page after an update) is shown as words; an unknown error is told as `internal`.
 */
export function useNamed(): Named {
  const translate = untyped(useTranslations())
  return (part, key, values) => {
    const path = `${part}.${key}`
    // Of what ended before its media were looked for nothing is said.
    if (translate.has(path))
      return translate(path, part === 'outcome' ? { media: 'none', ...values } : values)
    return part === 'errors' ? translate('errors.internal') : asWords(key)
  }
}

const asWords = (key: string) => key.replaceAll(/[._]/g, ' ')

type Untyped = { (key: string, values?: Values): string; has(key: string): boolean }

/** The compiler checks keys it can see; these it cannot. catalogues.test.ts looks for each name the server uses. */
function untyped(translator: unknown): Untyped {
  return translator as Untyped
}
