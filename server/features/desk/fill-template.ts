/** Texts with variables such as `{number}`. Pure; without the schemas' library, because browsers use it too. */

/** What a text of each kind can be filled with. Nothing in it tells a reporter or an accused about the other side. */
export const TEMPLATE_VARIABLES = {
  /** To a reporter. */
  outcome: ['number', 'date', 'outcome'],
  /** To the person concerned. */
  statement: ['decision', 'date', 'subject', 'actions', 'policy', 'policy_text', 'appeal_days'],
  /** Offered to whoever decides. */
  reason: ['subject', 'policy', 'reports'],
} as const

export type TemplateKind = keyof typeof TEMPLATE_VARIABLES
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[TemplateKind][number]

const VARIABLE = /\{([a-z_]*)\}/g

/** The names in a text, each once, in order. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name))]
}

/** Fills a text in one pass: what is filled in is never read as a variable. One without a value stays as it stands. */
export function fillTemplate(text: string, values: Readonly<Partial<Record<string, string>>>): string {
  return text.replaceAll(VARIABLE, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
}
