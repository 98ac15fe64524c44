/** A key, as printed on it. Hidden from screen readers, which are told by `aria-keyshortcuts`. */
export function Kbd({ children, quiet = false }: { children: string; quiet?: boolean }) {
  const look = quiet ? 'border-current/50' : 'border-line-strong bg-surface text-ink-2'
  return (
    <span aria-hidden="true" className="hidden md:inline-flex">
      <kbd className={`rounded-sm border px-1 text-2xs leading-4 ${look}`}>{children}</kbd>
    </span>
  )
}
