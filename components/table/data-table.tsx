import type { ReactNode } from 'react'
import { classes } from '@/components/ui/classes'
import { Skeleton } from '@/components/ui/skeleton'

export type Column<Row> = {
  id: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** Numbers stand at the right. */
  numeric?: boolean
  /** Takes the width that is left and cuts what does not fit. */
  grows?: boolean
  /** Where it may be left out: below this width of the page. */
  hideBelow?: 'md' | 'lg' | 'xl'
}

const HIDE = { md: 'max-md:hidden', lg: 'max-lg:hidden', xl: 'max-xl:hidden' } as const

/**
 * A table in one of its four states: loading (`rows` undefined), failed (`error`), empty, or with rows. A failed read
 * never looks like an empty one, and rows that are there stay when reading them again fails.
 */
export function DataTable<Row>(props: {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  isSelected?: (row: Row) => boolean
  error?: ReactNode
  empty: ReactNode
}) {
  const { rows, columns } = props
  if (!rows && props.error) return props.error
  if (rows?.length === 0) return props.empty
  return (
    <table aria-label={props.label} aria-busy={!rows} className="w-full border-collapse text-left">
      <TableHead columns={columns} />
      <tbody>
        {rows?.map((row) => (
          <TableRow key={props.rowKey(row)} columns={columns} row={row} selected={props.isSelected?.(row)} />
        )) ?? <SkeletonRows columns={columns} />}
      </tbody>
    </table>
  )
}

export function TableHead<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            className={classes(cellClass(column), 'bg-bg text-sm font-medium text-ink-3')}
          >
            {column.header}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** One row. Of a list of which only a part is rendered: its place in it, from 0, and who wants to know its height. */
export function TableRow<Row>(props: {
  columns: readonly Column<Row>[]
  row: Row
  selected: boolean | undefined
  index?: number
  measure?: (row: HTMLTableRowElement | null) => void
}) {
  return (
    <tr
      ref={props.measure}
      data-index={props.index}
      aria-selected={props.selected}
      // The head is the first.
      aria-rowindex={props.index === undefined ? undefined : props.index + 2}
      className="relative hover:bg-hover aria-selected:bg-accent-soft"
    >
      {props.columns.map((column) => (
        <td key={column.id} className={classes(cellClass(column), column.numeric && 'font-mono text-sm')}>
          {column.cell(props.row)}
        </td>
      ))}
    </tr>
  )
}

function SkeletonRows<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return Array.from({ length: 12 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
    <tr key={row}>
      {columns.map((column) => (
        <td key={column.id} className={cellClass(column)}>
          <Skeleton className={column.grows ? 'h-3 w-2/5' : 'h-3 w-12'} />
        </td>
      ))}
    </tr>
  ))
}

function cellClass<Row>(column: Column<Row>): string {
  return classes(
    'h-10 border-b border-line pr-4 whitespace-nowrap first:pl-2 last:pr-2 md:h-8',
    column.numeric && 'text-right',
    column.grows && 'w-full max-w-0 truncate',
    column.hideBelow && HIDE[column.hideBelow],
  )
}
