import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { keepLooking } from './looking.ts'
import type { Topic } from './topics.ts'

/** What a page knows. */
export interface Look<T> {
  /** Absent until the first answer; it stays as it was while the server does not answer. */
  seen: Signal<T | undefined>
  /** What the server refused. */
  trouble: Signal<unknown>
}

/**
 * Look at something for as long as the component is there, and again when a topic changed.
 *
 * @param topics what it is about
 * @param look asks the API
 * @param of what else the answer depends on; when one of these changes, it looks at once
 * @param isMoving does what it sees change soon by itself, without being a topic?
 * @example
 * const { seen, trouble } = useLook(['alerts'], (signal) => get<AlertRow>(`alerts?state=${state}`, signal), [state])
 */
export function useLook<T>(
  topics: readonly Topic[],
  look: (signal: AbortSignal) => Promise<T>,
  of: readonly unknown[] = [],
  isMoving: (answer: T) => boolean = () => false,
): Look<T> {
  const seen = useSignal<T | undefined>(undefined)
  const trouble = useSignal<unknown>(undefined)
  useEffect(() => {
    const once = async (signal: AbortSignal) => {
      const answer = await look(signal)
      if (!signal.aborted) seen.value = answer
      return isMoving(answer)
    }
    return keepLooking(topics, once, (error) => {
      trouble.value = error
    })
  }, [...of])
  return { seen, trouble }
}
