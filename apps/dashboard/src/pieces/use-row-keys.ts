import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { wayTo } from './rows-in-view.ts'

interface RowKeysOf {
  /** The row that one is at. */
  active: Signal<number>
  count: number
  /** Pixels. */
  rowHeight: number
}

/** What Enter and Space do. */
interface RowActions {
  open(): void
  toggle(): void
}

type OnKeyDown = (event: KeyboardEvent, index: number, row: RowActions) => void

/**
 * Going through a long list by keyboard: the focus is on one row, and the screen follows it.
 *
 * @param body the list
 */
export function useRowKeys(body: RefObject<HTMLElement | null>, { active, count, rowHeight }: RowKeysOf): OnKeyDown {
  const isMoving = useRef(false)
  useLayoutEffect(() => {
    if (!isMoving.current) return
    isMoving.current = false
    body.current?.querySelector<HTMLElement>(`[data-index="${active.value}"]`)?.focus({ preventScroll: true })
  }, [active.value])

  function goTo(index: number): void {
    const next = Math.min(count - 1, Math.max(0, index))
    if (!body.current || next === active.peek()) return
    const { top } = body.current.getBoundingClientRect()
    const above = body.current.previousElementSibling?.getBoundingClientRect().height ?? 0
    scrollBy({ top: wayTo(next, { top, height: innerHeight, rowHeight }, above), behavior: 'instant' })
    isMoving.current = true
    active.value = next
  }

  return (event, index, row) => {
    const isRow = event.target === event.currentTarget
    const page = Math.max(1, Math.floor(innerHeight / rowHeight) - 2)
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: count - 1,
    }
    const to = moves[event.key]
    if (to !== undefined) goTo(to)
    else if (isRow && event.key === 'Enter') row.open()
    else if (isRow && event.key === ' ') row.toggle()
    else return
    event.preventDefault()
  }
}
