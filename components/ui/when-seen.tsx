'use client'

import { useEffect, useEffectEvent, useRef } from 'react'

/** Calls `onSeen` whenever the end of a list comes near what is on the screen. */
export function WhenSeen({ onSeen }: { onSeen: () => void }) {
  const element = useRef<HTMLDivElement>(null)
  const seen = useEffectEvent(onSeen)
  useEffect(() => {
    const { current } = element
    if (!current) return
    const observer = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && seen(), {
      rootMargin: '400px',
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return <div ref={element} aria-hidden="true" />
}
