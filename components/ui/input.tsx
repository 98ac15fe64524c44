import type { ComponentProps } from 'react'
import { classes } from './classes'
import { controlClass } from './control-class'

/** A one-line text control. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={classes(controlClass, 'h-10 md:h-8', className)} />
}
