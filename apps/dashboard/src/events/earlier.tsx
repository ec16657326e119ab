import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { eventWords } from '../wording/events.ts'
import { words } from '../wording/shared.ts'
import type { Log } from './use-log.ts'

/** The way further back: by button, and by itself for who scrolls there. */
export function Earlier({ log }: { log: Log }) {
  const isBusy = useSignal(false)
  const button = useRef<HTMLButtonElement>(null)

  async function more(): Promise<void> {
    if (isBusy.peek()) return
    isBusy.value = true
    await log.earlier().catch(() => undefined) // the connection line says that nobody answers; the button stays
    isBusy.value = false
  }

  const hasMore = log.hasEarlier.value
  useEffect(() => {
    if (!button.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void more(), {
      rootMargin: '300px',
    })
    observer.observe(button.current)
    return () => observer.disconnect()
  }, [hasMore, log.events.value?.length])

  if (!hasMore) return <p class="quiet">{eventWords.beginning}</p>
  return (
    <button type="button" ref={button} aria-disabled={isBusy.value} onClick={more}>
      {isBusy.value ? words.working : eventWords.earlier}
    </button>
  )
}
