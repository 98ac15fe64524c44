import { classes } from './classes'

/**
 * A select that looks like a filter chip and is as wide as what is chosen. Tinted while it holds anything but
 * `neutral`. Screen readers hear its label.
 */
export function ChipSelect<Value extends string>(props: {
  label: string
  value: Value
  neutral: Value
  options: { value: Value; label: string }[]
  onChange: (value: Value) => void
}) {
  const chosen = props.value !== props.neutral
  const shown = props.options.find((option) => option.value === props.value)
  return (
    <span
      className={classes(
        'relative inline-flex h-7 items-center rounded-full border px-2.5 text-sm whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent md:h-6 md:px-2',
        chosen
          ? 'border-accent bg-accent-soft text-accent'
          : 'border-line-strong text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <span aria-hidden="true">{shown?.label}</span>
      <svg aria-hidden="true" viewBox="0 0 12 12" className="-mr-0.5 ml-0.5 size-3 opacity-70">
        <path d="M3 4.5l3 3 3-3" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
      </svg>
      <select
        aria-label={props.label}
        value={props.value}
        onChange={(event) => {
          const next = props.options.find((option) => option.value === event.target.value)
          if (next) props.onChange(next.value)
        }}
        className="absolute inset-0 w-full cursor-pointer appearance-none opacity-0"
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised text-ink">
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}
