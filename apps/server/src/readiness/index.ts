import { type Check, type CheckResult, type Readiness, type ReadinessProbe, readinessOf } from '../fleet/readiness.ts'

export { diskCheck } from './disk.ts'
export { watchEventLoop } from './event-loop.ts'
export { memoryCheck } from './memory.ts'
export { provenCheck } from './proven.ts'
export { serviceCheck } from './services.ts'
export { stormCheck } from './storms.ts'
export { watchTurns } from './turns.ts'

/** A look at one thing may take this long, ms. */
const TIMEOUT = 2_000
/** An answer is given again for so long, ms: many who ask cost no more than one. */
const FRESH_FOR = 1_000

/**
 * Looks at everything at once, each with its own time and timeout.
 *
 * @param now milliseconds since the epoch
 * @param warn gets what a check threw; nobody outside does
 */
export function createReadinessProbe(
  checks: readonly Check[],
  { now, warn }: { now: () => number; warn: (message: string, cause: unknown) => void },
  timeout = TIMEOUT,
): ReadinessProbe {
  let last: { answer: Promise<Readiness>; until: number } | undefined
  const lookAtAll = async (): Promise<Readiness> => {
    const results = await Promise.all(checks.map((check) => result(check, timeout, warn)))
    return { status: readinessOf(results), at: now(), checks: results }
  }
  return {
    look() {
      // The monotonic clock: when the wall clock is set back, an answer must not stay for hours.
      if (last && performance.now() < last.until) return last.answer
      const mine = { answer: lookAtAll(), until: Number.POSITIVE_INFINITY }
      const done = () => {
        mine.until = performance.now() + FRESH_FOR
      }
      mine.answer.then(done, done)
      last = mine
      return mine.answer
    },
  }
}

async function result(
  { name, needed, look }: Check,
  timeout: number,
  warn: (message: string, cause: unknown) => void,
): Promise<CheckResult> {
  const begun = performance.now()
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), timeout)
  const late = new Promise<never>((_resolve, reject) => {
    over.signal.addEventListener('abort', () => reject(new Error(`no answer within ${timeout / 1000} s`)))
  })
  const ms = () => Math.round(performance.now() - begun)
  try {
    const finding = await Promise.race([look(over.signal), late])
    return { name, needed, ...finding, ms: ms() }
  } catch (error) {
    warn(`The check of ${name} failed`, error)
    const { code } = error as NodeJS.ErrnoException
    const detail = over.signal.aborted
      ? `no answer within ${timeout / 1000} s`
      : `does not work (${code ?? 'see the log'})`
    return { name, needed, status: 'fail', detail, ms: ms() }
  } finally {
    clearTimeout(timer)
  }
}
