import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from './project.mjs'
import type { ReportLanguage } from './report-options'

const texts = z.record(z.string(), z.string())
const catalogue = z.object({
  insights: z.object({
    report_title: z.string(),
    report_none: z.string(),
    total: z.string(),
    report_period: z.string(),
    report_sections: texts,
    report_rows: texts,
    report_columns: texts,
    acted: z.string(),
    dismissed: z.string(),
  }),
  actions: z.record(z.string(), z.unknown()),
})

const labelled = z.object({ label: z.string() })

export type ReportWords = z.output<typeof catalogue>['insights'] & {
  /** What an action is called; its own name where it has no other any more. */
  action: (name: string) => string
}

/** The words of the report, as the console has them in that language. */
export function readReportWords(language: ReportLanguage): ReportWords {
  const file = join(root, 'app', '_messages', `${language}.json`)
  const { insights, actions } = catalogue.parse(JSON.parse(readFileSync(file, 'utf8')))
  const action = (name: string) => {
    const found = name.split('.').reduce<unknown>((at, part) => Reflect.get(Object(at), part), actions)
    return labelled.safeParse(found).data?.label ?? name
  }
  return { ...insights, action }
}
