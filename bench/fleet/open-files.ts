import { execFileSync } from 'node:child_process'

/** Files a process has open besides its connections. */
const BESIDES = 100

/**
 * Why this many connections are too many for one process on this machine, and what to do; `undefined` when they are not.
 * A process started by Node has the hard limit as its own.
 *
 * @param who "10000 tablets", say
 */
export function tooFewFiles(connections: number, who: string): string | undefined {
  const text = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim()
  const limit = text === 'unlimited' ? Number.POSITIVE_INFINITY : Number(text)
  const needed = connections + BESIDES
  if (limit >= needed) return undefined
  return `${who} take ${needed} open files, and a process here may have ${limit}: \`ulimit -n ${needed}\` first, as root if it refuses`
}
