/** What a form part of the action dialog gets. It asks for an action's input; everything else is the dialog's. */
export type FormPartProps = {
  subject: { id: string; name: string }
  /** Names what is typed, so that it survives closing the dialog. */
  textKey: string
  /** What the form begins with, by the names of the input. */
  start: Record<string, unknown>
  /** What the subject has now, by the same names: shown where nothing was typed, and not asked for again. */
  now: Record<string, unknown>
  /** What the plan takes where the input leaves it open. */
  defaults: Record<string, string>
  /** Keys of what stands in the way of the input as it is. */
  obstacles: readonly string[]
  /** Told at once and on every change: the input as the action takes it, null while it cannot be used. */
  onInput: (input: Record<string, unknown> | null) => void
}
