'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { type Column, DataTable, TableHead, TableRow } from './data-table'

/** Height of a row before it is measured, px. */
const ROW = 32
/** Rows beyond what is in sight, for fast scrolling and for those who go through them by keyboard. */
const OVERSCAN = 15
/** What the server renders, before anybody knows how high the window is, px. */
const FIRST_SIGHT = { width: 1_000, height: 900 }

/**
 * The same table for long lists: only the rows in sight are in the page. It scrolls with the main part of the page, and
 * says how many rows there are and which these are to screen readers.
 */
export function VirtualTable<Row>(props: {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  isSelected?: (row: Row) => boolean
  error?: ReactNode
  empty: ReactNode
}) {
  const { rows } = props
  if (!rows || rows.length === 0) return <DataTable {...props} />
  return <Rows {...props} rows={rows} />
}

function Rows<Row>(props: {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  isSelected?: (row: Row) => boolean
}) {
  // The virtualizer is one object that changes: what is read of it must not be kept from one rendering to the next.
  'use no memo'
  const { rows, columns } = props
  const table = useRef<HTMLTableElement>(null)
  /** From the top of what scrolls to the first row, px. */
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const { current } = table
    const main = mainOf(current)
    if (!current || !main) return
    const measure = () => {
      const top = current.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop
      setMargin(Math.round(top) + ROW)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(main)
    if (main.firstElementChild) observer.observe(main.firstElementChild)
    return () => observer.disconnect()
  }, [])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => mainOf(table.current),
    estimateSize: () => ROW,
    scrollMargin: margin,
    overscan: OVERSCAN,
    initialRect: FIRST_SIGHT,
  })
  const shown = virtual.getVirtualItems()
  const before = (shown[0]?.start ?? margin) - margin
  const after = virtual.getTotalSize() - ((shown.at(-1)?.end ?? margin) - margin)
  return (
    <table
      ref={table}
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      className="w-full border-collapse text-left"
    >
      <TableHead columns={columns} />
      <tbody>
        {before > 0 && <Gap height={before} columns={columns.length} />}
        {shown.map(({ index }) => {
          const row = rows[index]
          return (
            row !== undefined && (
              <TableRow
                key={props.rowKey(row)}
                columns={columns}
                row={row}
                index={index}
                measure={virtual.measureElement}
                selected={props.isSelected?.(row)}
              />
            )
          )
        })}
        {after > 0 && <Gap height={after} columns={columns.length} />}
      </tbody>
    </table>
  )
}

/** Room for the rows that are not in the page. */
function Gap({ height, columns }: { height: number; columns: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus.
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height }} />
    </tr>
  )
}

const mainOf = (element: HTMLElement | null) => element?.closest('main') ?? null
