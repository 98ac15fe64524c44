'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'

/** What a table of numbers beside a drawing holds: the first column names each row. */
export type Numbers = { head: readonly string[]; rows: readonly (readonly string[])[] }

/** A drawing with its heading, what its lines mean, and the same numbers as a table. */
export function Chart(props: { title: string; legend?: ReactNode; numbers: Numbers; children: ReactNode }) {
  const t = useTranslations('insights')
  return (
    <figure className="min-w-0 rounded-lg border border-line bg-surface px-4 py-3.5">
      <figcaption className="mb-2.5 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className="font-semibold">{props.title}</h2>
        {props.legend}
      </figcaption>
      {props.children}
      <details className="mt-2">
        <summary className="w-fit text-sm text-ink-3 hover:text-ink">{t('numbers')}</summary>
        <div className="mt-1.5">
          <Scrolls label={props.title}>
            <NumbersTable label={props.title} numbers={props.numbers} />
          </Scrolls>
        </div>
      </details>
    </figure>
  )
}

/** A box that may be too small for what is in it. */
export function Scrolls(props: { label: string; framed?: boolean; children: ReactNode }) {
  return (
    <section
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys too.
      tabIndex={0}
      className={
        props.framed
          ? 'overflow-x-auto rounded-lg border border-line bg-surface px-4 py-2'
          : 'max-h-80 overflow-auto'
      }
    >
      {props.children}
    </section>
  )
}

/** Rows of numbers; `totals` stands below a line. */
export function NumbersTable(props: { label: string; numbers: Numbers; totals?: readonly string[] }) {
  const { head, rows } = props.numbers
  const [first = '', ...columns] = head
  return (
    <table aria-label={props.label} className="w-full border-collapse text-left text-sm">
      <thead>
        <tr>
          <th scope="col" className={`${CELL} bg-surface font-medium text-ink-3`}>
            {first}
          </th>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className={`${CELL} bg-surface text-right font-medium whitespace-nowrap text-ink-3`}
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row[0]} cells={row} />
        ))}
      </tbody>
      {props.totals && (
        <tfoot className="font-semibold">
          <Row cells={props.totals} />
        </tfoot>
      )}
    </table>
  )
}

const CELL = 'border-b border-line py-1 pr-4 last:pr-0'

function Row({ cells: [name = '', ...cells] }: { cells: readonly string[] }) {
  return (
    <tr>
      <th scope="row" className={`${CELL} font-normal [tfoot_&]:font-semibold`}>
        {name}
      </th>
      {cells.map((cell, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns never change places.
        <td key={place} className={`${CELL} text-right font-mono whitespace-nowrap`}>
          {cell}
        </td>
      ))}
    </tr>
  )
}
