import { signal } from '@preact/signals'

/** How the page stands with the server, and since when. Milliseconds since the epoch. */
export type Connection =
  | { state: 'connecting' }
  /** Changes come by themselves. */
  | { state: 'live'; heardAt: number }
  /** The stream cannot be had: the page asks every few seconds. */
  | { state: 'polling'; heardAt: number }
  /** Nothing answers. What is shown is as old as `heardAt`. */
  | { state: 'lost'; lostAt: number; heardAt?: number }

/** What has been found out about the server: `stream-heard` is that the stream opened or said something, `heard` any other answer. */
export type Finding = 'stream-heard' | 'stream-ended' | 'heard' | 'not-heard'

/**
 * What a finding makes of the connection.
 *
 * @example after({ state: 'live', heardAt: 1 }, 'not-heard', 5) // { state: 'lost', lostAt: 5, heardAt: 1 }
 */
export function after(before: Connection, finding: Finding, at: number): Connection {
  if (finding === 'stream-heard') return { state: 'live', heardAt: at }
  if (finding === 'stream-ended') {
    return before.state === 'live' ? { state: 'polling', heardAt: before.heardAt } : before
  }
  if (finding === 'heard') return { state: before.state === 'live' ? 'live' : 'polling', heardAt: at }
  if (before.state === 'lost') return before
  return { state: 'lost', lostAt: at, ...(before.state !== 'connecting' && { heardAt: before.heardAt }) }
}

/** How this page stands with the server. */
export const connection = signal<Connection>({ state: 'connecting' })

/** Note what was found out. */
export function found(finding: Finding): void {
  connection.value = after(connection.peek(), finding, Date.now())
}
