import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

/** The time, for what counts down. @param every milliseconds from one look at the clock to the next */
export function useNow(every = 1_000): Signal<number> {
  const now = useSignal(Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now()
    }, every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
