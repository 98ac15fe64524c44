/** A small cross; what it does is told by its button. */
export function CloseIcon() {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 12" className="size-2.5">
      <path d="M2.5 2.5l7 7m0-7l-7 7" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  )
}
