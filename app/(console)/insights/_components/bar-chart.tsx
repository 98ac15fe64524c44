'use client'

import { useId } from 'react'

export type Bar = { key: string; label: string; values: readonly number[] }

const ROW = 40

/** Lying bars, one below the other; of two parts the second one is hatched. Each says its number. */
export function BarChart(props: {
  title: string
  description: string
  bars: readonly Bar[]
  show: (values: readonly number[]) => string
}) {
  const id = useId()
  const sum = ({ values }: Bar) => values.reduce((total, value) => total + value, 0)
  const most = Math.max(1, ...props.bars.map(sum))
  return (
    <svg
      role="img"
      aria-labelledby={`${id}t ${id}d`}
      width="100%"
      height={props.bars.length * ROW}
      className="text-sm"
    >
      <title id={`${id}t`}>{props.title}</title>
      <desc id={`${id}d`}>{props.description}</desc>
      <Hatching id={`${id}h`} />
      {props.bars.map((bar, row) => {
        const [first = 0, second = 0] = bar.values
        const top = row * ROW
        return (
          <g key={bar.key}>
            <text x="0" y={top + 15} className="fill-ink">
              {bar.label}
            </text>
            <text x="100%" y={top + 15} textAnchor="end" className="fill-ink-2 font-mono">
              {props.show(bar.values)}
            </text>
            <rect x="0" y={top + 21} width="100%" height="10" rx="2" className="fill-sunken" />
            <rect
              x="0"
              y={top + 21}
              width={`${(first / most) * 100}%`}
              height="10"
              rx="2"
              className="fill-accent"
            />
            {second > 0 && (
              <rect
                x={`${(first / most) * 100}%`}
                y={top + 21.5}
                width={`${(second / most) * 100}%`}
                height="9"
                rx="2"
                fill={`url(#${id}h)`}
                className="stroke-warn"
              />
            )}
          </g>
        )
      })}
    </svg>
  )
}

function Hatching({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" className="fill-warn-soft" />
        <rect width="2.5" height="6" className="fill-warn" />
      </pattern>
    </defs>
  )
}

/** What the two parts of a bar are. */
export function BarLegend({ first, second }: { first: string; second: string }) {
  const id = useId()
  return (
    <ul className="flex flex-wrap gap-x-3.5 text-sm text-ink-2">
      <li className="flex items-center gap-1.5">
        <svg aria-hidden="true" width="14" height="10">
          <rect width="14" height="10" rx="2" className="fill-accent" />
        </svg>
        {first}
      </li>
      <li className="flex items-center gap-1.5">
        <svg aria-hidden="true" width="14" height="10">
          <Hatching id={id} />
          <rect x="0.5" y="0.5" width="13" height="9" rx="2" fill={`url(#${id})`} className="stroke-warn" />
        </svg>
        {second}
      </li>
    </ul>
  )
}
