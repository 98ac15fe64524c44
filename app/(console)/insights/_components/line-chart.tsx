'use client'

import { useId } from 'react'

export type Point = { at: number; label: string; values: readonly (number | null)[] }

const HEIGHT = 150
/** Room above the highest and below the lowest point, px. */
const EDGE = 8

/** Lines differ by colour, by dashes and by their points: no two look alike without colours. */
const LOOKS = [
  { line: 'stroke-accent', dash: undefined, point: 'fill-accent stroke-accent', radius: 2.5 },
  { line: 'stroke-warn', dash: '6 3', point: 'fill-surface stroke-warn', radius: 3 },
  { line: 'stroke-ink-3', dash: '1.5 3', point: 'fill-ink-3 stroke-ink-3', radius: 1.5 },
] as const

/**
 * Numbers over time as lines. Drawn in shares of the width and whole pixels, so that letters keep their size on every
 * screen. Where a value is missing there is a gap.
 */
export function LineChart(props: {
  title: string
  description: string
  points: readonly Point[]
  show: (value: number) => string
  /** Height of the drawing at the least. */
  least?: number
}) {
  const id = useId()
  const { points } = props
  const most = Math.max(
    props.least ?? 1,
    ...points.flatMap(({ values }) => values.map((value) => value ?? 0)),
  )
  const y = (value: number) => EDGE + (1 - value / most) * (HEIGHT - 2 * EDGE)
  const lines = LOOKS.slice(0, points[0]?.values.length ?? 0)
  const first = points[0]?.label
  const last = points.at(-1)?.label
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-xs text-ink-3">
      <div aria-hidden="true" className="relative w-12 text-right font-mono whitespace-nowrap">
        <span className="absolute top-0 right-0">{props.show(most)}</span>
        <span className="absolute right-0 bottom-0">0</span>
      </div>
      <svg
        role="img"
        aria-labelledby={`${id}t ${id}d`}
        width="100%"
        height={HEIGHT}
        className="overflow-visible"
      >
        <title id={`${id}t`}>{props.title}</title>
        <desc id={`${id}d`}>{props.description}</desc>
        {[0, most / 2, most].map((value) => (
          <line
            key={value}
            x1="0"
            x2="100%"
            y1={y(value)}
            y2={y(value)}
            className="stroke-line"
            strokeWidth="1"
          />
        ))}
        {lines.map((look, place) => (
          <Line
            key={look.line}
            look={look}
            values={points.map(({ values }) => values[place] ?? null)}
            y={y}
          />
        ))}
      </svg>
      <div />
      <div aria-hidden="true" className="flex justify-between font-mono">
        <span>{first}</span>
        {last !== first && <span>{last}</span>}
      </div>
    </div>
  )
}

function Line(props: {
  look: (typeof LOOKS)[number]
  values: readonly (number | null)[]
  y: (value: number) => number
}) {
  const { look, values, y } = props
  const x = (place: number) => `${((place + 0.5) / values.length) * 100}%`
  return values.map((value, place) => {
    const next = values[place + 1]
    if (value === null) return null
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a point is known by its place.
      <g key={place}>
        {next !== null && next !== undefined && (
          <line
            x1={x(place)}
            y1={y(value)}
            x2={x(place + 1)}
            y2={y(next)}
            className={look.line}
            strokeWidth="2"
            strokeDasharray={look.dash}
            strokeLinecap="round"
          />
        )}
        <circle cx={x(place)} cy={y(value)} r={look.radius} className={look.point} strokeWidth="1.5" />
      </g>
    )
  })
}

/** Which line is which. */
export function LineLegend({ names }: { names: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3.5 text-sm text-ink-2">
      {LOOKS.slice(0, names.length).map((look, place) => (
        <li key={look.line} className="flex items-center gap-1.5">
          <svg aria-hidden="true" width="26" height="10">
            <line
              x1="1"
              x2="25"
              y1="5"
              y2="5"
              className={look.line}
              strokeWidth="2"
              strokeDasharray={look.dash}
              strokeLinecap="round"
            />
            <circle cx="13" cy="5" r={look.radius} className={look.point} strokeWidth="1.5" />
          </svg>
          {names[place]}
        </li>
      ))}
    </ul>
  )
}
