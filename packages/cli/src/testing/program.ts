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
  const code = await run(argv, { ...surroundings, env, stdout: to('stdout'), stderr: to('stderr') })
  return { code, ...said }
}
