/** The mark and the name. */
export function Brand() {
  return (
    <span className="flex items-center gap-2 font-bold tracking-tight">
      <svg aria-hidden="true" viewBox="0 0 18 18" className="size-[18px] shrink-0">
        <rect x="1" y="1" width="16" height="16" rx="4.5" fill="var(--ink)" />
        <path
          d="M5 9.4l2.7 2.6L13 6.2"
          fill="none"
          stroke="var(--bg)"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="md:max-xl:sr-only">Steward</span>
    </span>
  )
}
