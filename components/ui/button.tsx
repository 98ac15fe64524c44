'use no memo' // On every page, in several scripts: what the compiler would add to it weighs more than it saves.

import type { ComponentProps } from 'react'
import { type ButtonLook, buttonClass } from './button-class'
import { Spinner } from './spinner'

/**
 * A button. While `busy` it shows a spinner, cannot be pressed and keeps its width and its focus: `aria-disabled`,
 * because a disabled element would throw the focus away.
 */
export function Button({
  variant,
  size,
  wide,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonLook & { busy?: boolean } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
      className={`${buttonClass({ variant, size, wide })} ${className ?? ''}`}
    >
      {busy && <Spinner />}
      {children}
    </button>
  )
}
