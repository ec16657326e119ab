import type { Output } from '../command.ts'

const BAR = 24

/**
 * Shows how far work is: a line that fills up for a person, one line for each thing that is done for a log.
 *
 * @returns to be told what is done, and how far it is; anything may be told twice
 */
export function liveLine(stderr: Output): (what: string, done: number, total: number) => void {
  let last = ''
  let lastPercent = -1
  return (what, done, total) => {
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total)
    if (what === last && percent === lastPercent) return
    const isNews = what !== last
    last = what
    lastPercent = percent
    if (stderr.isTTY) stderr.write(`\r${bar(percent)} ${what}\u001b[K${percent === 100 ? '\n' : ''}`)
    else if (isNews) stderr.write(`${what}\n`)
  }
}

/** @param percent 0 to 100 */
export function bar(percent: number): string {
  const full = Math.round((BAR * percent) / 100)
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${String(percent).padStart(3)} %`
}
