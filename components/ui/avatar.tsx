import type { CSSProperties } from 'react'
import { hueOf, initials } from './initials'

const SIZES = { sm: 'size-5 text-[8.5px]', md: 'size-7 text-[10.5px]', lg: 'size-10 text-lg' } as const

/** Initials on a colour of their own. People are round, everything else is square. Decoration: the name stands beside. */
export function Avatar(props: { name: string; shape?: 'round' | 'square'; size?: keyof typeof SIZES }) {
  const shape = props.shape === 'square' ? 'rounded-[25%]' : 'rounded-full'
  return (
    <span
      aria-hidden="true"
      style={hueStyle(hueOf(props.name))}
      className={`hued grid shrink-0 place-items-center font-semibold select-none ${shape} ${SIZES[props.size ?? 'md']}`}
    >
      {initials(props.name)}
    </span>
  )
}

/** React's style type knows no custom properties. */
function hueStyle(hue: number): CSSProperties {
  return { '--hue': hue } as CSSProperties
}
