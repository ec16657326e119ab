import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Trouble } from './trouble.tsx'
import { useRowKeys } from './use-row-keys.ts'
import type { Rows } from './use-rows.ts'
import { useView } from './use-view.ts'

/** A column of a table. */
export interface Column<Row> {
  /** What its heading says; a phone shows it before the cell. */
  title: string
  /** Its heading, where that is more than text, such as a box to tick. */
  heading?: ComponentChildren
  /** @param tabIndex of whatever can be focused in it: only the row that one is at takes part in the tab order */
  cell(row: Row, tabIndex: number): ComponentChildren
  class?: string
}

interface WindowedTableProps<Row> {
  /** What it lists. */
  label: string
  /** Gives its columns their widths, see tables.css. */
  class: string
  columns: Column<Row>[]
  rows: Rows<Row>
  rowClass?(row: Row): string | undefined
  /** Enter, on a row. */
  onOpen?(row: Row): void
  /** Space, on a row. */
  onToggle?(row: Row): void
  isSelected?(row: Row): boolean
  /** What stands there when there are none. */
  empty: ComponentChildren
}

/**
 * A table of any length: only the rows on the screen are in the page, and they come as they are scrolled to. The arrow
 * keys, Page Up and Down, Home and End go from row to row.
 */
export function WindowedTable<Row>(props: WindowedTableProps<Row>) {
  const { label, columns, rows, empty } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const count = rows.count.value ?? 0
  const view = useView(body, count)
  const active = useSignal(0)
  const [from, to] = [view.from.value, view.to.value]
  useEffect(() => rows.want(from, to), [rows, from, to])
  const onKeyDown = useRowKeys(body, { active, count, rowHeight: view.rowHeight.value })

  if (rows.count.value === undefined) return <Trouble error={rows.trouble.value} />
  if (count === 0) return <div class="empty">{empty}</div>
  const at = Math.min(active.value, count - 1)
  const shown = Array.from({ length: to - from }, (_, i) => from + i)
  if (at < from) shown.unshift(at) // whoever is there by keyboard stays there while the wheel scrolls it away
  if (at >= to) shown.push(at)
  return (
    <>
      <Trouble error={rows.trouble.value} />
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one goes through it by arrow keys */}
      <table role="grid" class={`windowed ${props.class}`} aria-label={label} aria-rowcount={count + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ title, heading, class: name }) => (
              <th key={title} scope="col" class={name} data-label={title}>
                {heading ?? title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} style={{ height: `${count * view.rowHeight.value}px` }}>
          {shown.map((index) => {
            const row = rows.at(index)
            return (
              <tr
                key={index}
                data-index={index}
                aria-rowindex={index + 2}
                aria-selected={row && props.isSelected?.(row)}
                class={row ? props.rowClass?.(row) : 'coming'}
                tabIndex={index === at ? 0 : -1}
                style={{ transform: `translateY(${index * view.rowHeight.value}px)` }}
                onFocus={() => {
                  active.value = index
                }}
                onKeyDown={(event) =>
                  onKeyDown(event, index, {
                    open: () => row && props.onOpen?.(row),
                    toggle: () => row && props.onToggle?.(row),
                  })
                }
              >
                {columns.map(({ title, cell, class: name }) => (
                  <td key={title} data-label={title} class={name}>
                    {row ? cell(row, index === at ? 0 : -1) : '…'}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
