import type { ComponentProps } from 'react'
import { classes } from './classes'
import { controlClass } from './control-class'

/** A text control that grows with what is typed. */
export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={3}
      {...rest}
      className={classes(
        controlClass,
        'field-sizing-content block max-h-60 min-h-16 resize-none py-1.5',
        className,
      )}
    />
  )
}
