import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../command.ts'
import { run, type Surroundings } from '../main.ts'

interface Ran {
  code: number
  stdout: string
  stderr: string
}

/** A clock that lets time pass at once; `signal` ends a pause as it does a real one. */
export function quickClock(): Clock & { pauses: number[] } {
  let now = 0
  const pauses: number[] = []
  const pause = async (milliseconds: number, signal: AbortSignal) => {
    if (signal.aborted) return
    pauses.push(milliseconds)
    now += milliseconds
  }
  return { now: () => now, pause, pauses }
}

/** The real clock, whose pauses are short: what is waited for is real, and quick. @param onPause told of each of them */
export function briskClock(onPause: () => void = () => undefined): Clock {
  const pause = (milliseconds: number) => {
    onPause()
    return setTimeout(Math.min(milliseconds, 20))
  }
  return { now: () => Date.now(), pause }
}

/** Run the program in this process and keep what it says. */
export async function relevo(
  argv: string[],
  env: Record<string, string> = {},
  screen: { isTTY?: boolean } & Partial<Surroundings> = {},
): Promise<Ran> {
  const said = { stdout: '', stderr: '' }
  const { isTTY = false, ...surroundings } = screen
  const to = (stream: keyof typeof said) => ({
    isTTY,
    write: (text: string) => {
      said[stream] += text
    },
  })
  const code = await run(argv, { env, stdout: to('stdout'), stderr: to('stderr'), ...surroundings })
  return { code, ...said }
}
