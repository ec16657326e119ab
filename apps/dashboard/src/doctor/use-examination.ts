import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { get } from '../api/api.ts'
import type { FindingRow } from './finding-row.ts'

/** What the doctor found, and when. */
interface Examination {
  findings: Signal<FindingRow[] | undefined>
  /** Milliseconds since the epoch. */
  at: Signal<number>
  isLooking: Signal<boolean>
  trouble: Signal<unknown>
  look(): void
}

/** Have the server look at everything once, and again when somebody asks: it takes seconds, and is not done every few. */
export function useExamination(): Examination {
  const findings = useSignal<FindingRow[] | undefined>(undefined)
  const at = useSignal(0)
  const isLooking = useSignal(false)
  const trouble = useSignal<unknown>(undefined)
  const abort = useRef(new AbortController())

  async function examine(): Promise<void> {
    if (isLooking.peek()) return
    isLooking.value = true
    const { signal } = abort.current
    try {
      const { data } = await get<FindingRow>('doctor', signal)
      findings.value = data
      at.value = Date.now()
      trouble.value = undefined
    } catch (error) {
      if (!signal.aborted) trouble.value = error
    } finally {
      isLooking.value = false
    }
  }

  useEffect(() => {
    void examine()
    return () => abort.current.abort()
  }, [])

  return { findings, at, isLooking, trouble, look: () => void examine() }
}
