import type { ReactNode } from 'react'
import { Brand } from '@/components/shell/brand'

/** The frame of the pages before signing in: one narrow column. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[400px] content-center gap-6 px-4 py-10">
      <Brand />
      {children}
    </main>
  )
}
