'use client'

import { createContext, type ReactNode, use, useEffect, useEffectEvent, useState } from 'react'
import { type KeyMap, type KeyRegistry, makeKeyRegistry, nameOfKey } from './key-registry'

const KeysContext = createContext<{ enabled: boolean; apple: boolean; registry: KeyRegistry } | null>(null)

/** Listens for single keys. A person can switch them off (WCAG 2.1.4). `apple`: the keyboard has a ⌘. */
export function KeysProvider(props: { enabled: boolean; apple: boolean; children: ReactNode }) {
  const { enabled, apple } = props
  const [registry] = useState(makeKeyRegistry)
  useEffect(() => {
    if (!enabled) return
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey)
        return
      if (isTyping(event.target) || document.querySelector('dialog[open], :popover-open')) return
      if (registry.press({ key: nameOfKey(event), timeStamp: event.timeStamp })) event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [enabled, registry])
  return <KeysContext value={{ enabled, apple, registry }}>{props.children}</KeysContext>
}

/** Whether single keys work. */
export function useKeysEnabled(): boolean {
  return use(KeysContext)?.enabled ?? false
}

/** Whether the keyboard has a ⌘, as far as the browser says. */
export function useIsApple(): boolean {
  return use(KeysContext)?.apple ?? false
}

/**
 * Single-key shortcuts while the component is on the page. They work neither while something is typed nor while a
 * dialog is open. They move and open; none destroys anything by itself.
 */
export function useKeys(map: KeyMap): void {
  const registry = use(KeysContext)?.registry
  const current = useEffectEvent(() => map)
  useEffect(() => registry?.add(() => current()), [registry])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLSelectElement) return true
  return (
    target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'submit'].includes(target.type)
  )
}
