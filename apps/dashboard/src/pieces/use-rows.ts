import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { get } from '../api/api.ts'
import { keepLooking } from '../live/looking.ts'
import type { Topic } from '../live/topics.ts'

/** The API is asked for so many rows at once. */
const PORTION = 200
/** A long way is scrolled so long without asking for what flies by, in milliseconds. */
const REST = 80

/** A long list, of which only the rows that are looked at are here. */
export interface Rows<Row> {
  /** How many there are; absent until the first answer. */
  count: Signal<number | undefined>
  /** What the server refused. */
  trouble: Signal<unknown>
  /** A row, if it is here. */
  at(index: number): Row | undefined
  /** Have these here, and keep them up to date. */
  want(from: number, to: number): void
}

/**
 * Have the rows of a list come as they are looked at.
 *
 * @param path the list in the API, with its filter
 * @param topics what it is about
 */
export function useRows<Row>(path: string, topics: readonly Topic[]): Rows<Row> {
  const count = useSignal<number | undefined>(undefined)
  const trouble = useSignal<unknown>(undefined)
  /** Changes when other rows are here. */
  const version = useSignal(0)
  const portions = useRef(new Map<number, Row[]>())
  const wanted = useRef<number[]>([0])
  const lookForMissing = useRef<() => void>(() => undefined)

  useEffect(() => {
    let isOther = true

    async function fetchPortions(numbers: readonly number[], signal: AbortSignal): Promise<void> {
      const and = path.includes('?') ? '&' : '?'
      const address = (nth: number) => `${path}${and}limit=${PORTION}&offset=${nth * PORTION}`
      const answers = await Promise.all(numbers.map((nth) => get<Row>(address(nth), signal)))
      if (signal.aborted) return
      if (isOther) portions.current = new Map() // the rows of another filter stay until these are here
      isOther = false
      for (const [i, { data }] of answers.entries()) portions.current.set(numbers[i] ?? 0, data)
      count.value = answers.at(-1)?.count ?? 0
      version.value += 1
    }

    /** Those that nobody looks at grow old: they are asked for again when they are looked at. */
    async function lookAtWanted(signal: AbortSignal): Promise<boolean> {
      const numbers = [...wanted.current]
      await fetchPortions(numbers, signal)
      for (const nth of portions.current.keys()) if (!wanted.current.includes(nth)) portions.current.delete(nth)
      return false
    }

    let abort = new AbortController()
    let underWay = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    lookForMissing.current = () => {
      clearTimeout(timer)
      timer = setTimeout(fetchMissing, REST)
    }
    function fetchMissing(): void {
      const missing = wanted.current.filter((nth) => !portions.current.has(nth))
      if (missing.join() === underWay) return
      abort.abort()
      underWay = missing.join()
      if (missing.length === 0 || isOther) return
      abort = new AbortController()
      fetchPortions(missing, abort.signal).then(
        () => {
          underWay = ''
        },
        () => {
          underWay = '' // the next look says what is wrong
        },
      )
    }
    const stop = keepLooking(topics, lookAtWanted, (error) => {
      trouble.value = error
    })
    return () => {
      abort.abort()
      clearTimeout(timer)
      stop()
    }
  }, [path])

  return {
    count,
    trouble,
    at(index) {
      void version.value
      return portions.current.get(Math.floor(index / PORTION))?.[index % PORTION]
    },
    want(from, to) {
      const first = Math.floor(from / PORTION)
      const last = Math.floor(Math.max(from, to - 1) / PORTION)
      wanted.current = Array.from({ length: last - first + 1 }, (_, i) => first + i)
      lookForMissing.current()
    },
  }
}
