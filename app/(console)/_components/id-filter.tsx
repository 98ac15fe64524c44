/** Where an id is typed that a list is filtered by; its form reads it by `typedIn`. */
export function IdFilter(props: {
  name: string
  label: string
  value: string | undefined
  /** Most characters of such an id. */
  most: number
}) {
  return (
    <input
      name={props.name}
      defaultValue={props.value}
      aria-label={props.label}
      placeholder={props.label}
      maxLength={props.most}
      className="h-9 w-36 rounded border border-line-field bg-surface px-2 text-field placeholder:font-sans placeholder:text-ink-3 max-md:flex-1 md:h-7 md:font-mono md:text-sm"
    />
  )
}

/** What was typed into a field of a form; undefined where it is empty. Pure. */
export function typedIn(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() || undefined : undefined
}
