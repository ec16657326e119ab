import { type Signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { rowsInView } from './rows-in-view.ts'

/** A row is so high until one could be measured, in pixels. */
const GUESS = 56

/** Which rows of a long list have to be there. */
interface View {
  /** Pixels. */
  rowHeight: Signal<number>
  from: Signal<number>
  /** The one after the last. */
  to: Signal<number>
}

/**
 * Follow the window as it is scrolled over a long list, and as its rows change their height: a phone's are higher.
 *
 * @param body the list, every row of it as high as the first
 */
export function useView(body: RefObject<HTMLElement | null>, count: number): View {
  const rowHeight = useSignal(GUESS)
  const from = useSignal(0)
  const to = useSignal(0)

  useLayoutEffect(() => {
    let frame = 0
    function look(): void {
      frame = 0
      if (!body.current) return
      const measured = body.current.querySelector('tr')?.getBoundingClientRect().height
      if (measured) rowHeight.value = measured
      const { top } = body.current.getBoundingClientRect()
      const place = { top, height: innerHeight, rowHeight: rowHeight.value }
      const [first, end] = rowsInView(place, count)
      from.value = first
      to.value = end
    }
    const soon = () => {
      frame ||= requestAnimationFrame(look)
    }
    look()
    const observer = new ResizeObserver(soon)
    observer.observe(document.body)
    addEventListener('scroll', soon, { passive: true })
    addEventListener('resize', soon)
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
      removeEventListener('scroll', soon)
      removeEventListener('resize', soon)
    }
  }, [count])

  return { rowHeight, from, to }
}
