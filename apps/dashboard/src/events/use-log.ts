import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { get } from '../api/api.ts'
import { onEvent } from '../live/log.ts'
import { keepLooking } from '../live/looking.ts'
import type { EventRow } from './event-row.ts'

/** As many as are fetched at once, unless told otherwise. */
const PORTION = 100
/** A page that is left open for days keeps so many; what is older can be fetched again. */
const MOST = 2_000
/** From the first of several events to the look at what the filter makes of them, in milliseconds. */
const GATHER = 1_000

/** A part of the log, latest first. */
export interface Log {
  /** Absent until the first answer. */
  events: Signal<EventRow[] | undefined>
  trouble: Signal<unknown>
  /** Events that came since, when they are held back: latest first. */
  held: Signal<EventRow[]>
  /** Show those that were held back. */
  release(): void
  /** Does the log go further back? */
  hasEarlier: Signal<boolean>
  /** Fetch what was before. */
  earlier(): Promise<void>
}

interface LogSettings {
  /** As many as are fetched at once. */
  portion?: number
  /** Are new ones to wait until they are asked for? Somebody who reads further down must not lose the line. */
  isHeld?(): boolean
}

/**
 * Have the log here, with what happens as it happens.
 *
 * @param filter as the API takes it, such as `tablet=lobby-1`; empty for all there is
 */
export function useLog(filter: string, { portion = PORTION, isHeld = () => false }: LogSettings = {}): Log {
  const events = useSignal<EventRow[] | undefined>(undefined)
  const held = useSignal<EventRow[]>([])
  const trouble = useSignal<unknown>(undefined)
  const hasEarlier = useSignal(false)
  const abort = useRef(new AbortController())
  const and = filter && `${filter}&`

  function take(rows: EventRow[]): void {
    const known = [...held.peek(), ...(events.peek() ?? [])]
    const fresh = rows.filter(({ seq }) => seq > (known[0]?.seq ?? 0)).sort(latestFirst)
    if (fresh.length === 0) return
    if (isHeld()) {
      held.value = [...fresh, ...held.peek()]
      return
    }
    held.value = []
    show([...fresh, ...known])
  }

  function show(rows: EventRow[]): void {
    events.value = rows.slice(0, MOST)
    if (rows.length > MOST) hasEarlier.value = true
  }

  useEffect(() => {
    abort.current = new AbortController()
    const { signal } = abort.current
    let timer: ReturnType<typeof setTimeout> | undefined
    let isFirst = true

    /** The latest, or what came after what is here; more than one portion of that is a new beginning. */
    async function look(signal: AbortSignal): Promise<boolean> {
      const last = isFirst ? undefined : (held.peek()[0] ?? events.peek()?.[0])
      const after = last ? `after=${last.seq}&` : ''
      const { data } = await get<EventRow>(`events?${and}${after}limit=${portion}`, signal)
      if (signal.aborted) return false
      if (last && data.length < portion) take(data)
      else if (last) return startAnew(signal)
      else begin(data)
      return false
    }

    async function startAnew(signal: AbortSignal): Promise<boolean> {
      isFirst = true
      return look(signal)
    }

    function begin(data: EventRow[]): void {
      isFirst = false
      held.value = []
      events.value = [...data].sort(latestFirst)
      hasEarlier.value = data.length === portion
    }

    const stopLooking = keepLooking([], look, (error) => {
      trouble.value = error
    })
    const stopHearing = onEvent((event) => {
      if (event && filter === '' && !isFirst) return take([event])
      timer ??= setTimeout(() => {
        timer = undefined
        look(signal).catch(() => undefined) // the next look says what is wrong
      }, GATHER)
    })
    return () => {
      abort.current.abort()
      clearTimeout(timer)
      stopLooking()
      stopHearing()
    }
  }, [filter, portion])

  return {
    events,
    trouble,
    held,
    hasEarlier,
    release() {
      show([...held.peek(), ...(events.peek() ?? [])])
      held.value = []
    },
    async earlier() {
      const shown = events.peek() ?? []
      const before = shown.at(-1)?.seq
      if (before === undefined) return
      const { data } = await get<EventRow>(`events?${and}before=${before}&limit=${portion}`, abort.current.signal)
      const rows = data.filter(({ seq }) => seq < before).sort(latestFirst)
      events.value = [...(events.peek() ?? []), ...rows]
      hasEarlier.value = data.length === portion && rows.length > 0
    },
  }
}

const latestFirst = (a: EventRow, b: EventRow) => b.seq - a.seq
