'use client'

import { useState } from 'react'

/** Ends the session on the server, then leaves for the sign-in page with nothing kept in memory. */
export function SignOut({ label }: { label: string }) {
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    const { csrfToken } = await (await fetch('/api/auth/csrf')).json()
    await fetch('/api/auth/signout', {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, json: 'true' }),
    })
    window.location.assign('/sign-in')
  }
  return (
    <button
      type="button"
      aria-disabled={busy || undefined}
      onClick={() => void leave().catch(() => setBusy(false))}
      className="flex h-8 items-center rounded px-2.5 text-left hover:bg-hover"
    >
      {label}
    </button>
  )
}
