import { useEffect, useRef } from 'react'
import type { Column } from './data-table'
import type { Selection } from './use-selection'

/** The column of boxes that tick rows; its header ticks all that are loaded. */
export function selectColumn<Row>(options: {
  selection: Selection
  rowKey: (row: Row) => string
  /** Names a row's box, and the header's. */
  label: (row: Row) => string
  allLabel: string
}): Column<Row> {
  const { selection, rowKey } = options
  return {
    id: 'select',
    header: (
      <Tick
        label={options.allLabel}
        checked={selection.loaded === 'all'}
        partly={selection.loaded === 'some'}
        onChange={selection.toggleLoaded}
      />
    ),
    cell: (row) => (
      <Tick
        label={options.label(row)}
        checked={selection.has(rowKey(row))}
        onChange={() => selection.toggle(rowKey(row))}
      />
    ),
  }
}

/** A box with room around it for fingers, above the row's link. */
function Tick(props: { label: string; checked: boolean; partly?: boolean; onChange: () => void }) {
  const box = useRef<HTMLInputElement>(null)
  const { partly = false } = props
  useEffect(() => {
    if (box.current) box.current.indeterminate = partly
  }, [partly])
  return (
    <label className="relative z-1 -mr-3 grid size-7 cursor-pointer place-items-center md:size-6">
      <input
        ref={box}
        type="checkbox"
        aria-label={props.label}
        checked={props.checked}
        onChange={props.onChange}
        className="size-3.5 cursor-pointer accent-accent"
      />
    </label>
  )
}
