'use client'

import { useEffect, useState } from 'react'

/** How long nothing may change before it counts, ms. */
const SETTLE_MS = 300

/** A value once it stopped changing; the first one there is counts at once. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  if (settled === undefined && value !== undefined) setSettled(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
