/** A person who is signed in. Times are milliseconds since the epoch. */
export interface Session {
  /** SHA-256, in hex, of the id that only the browser has. */
  hash: string
  /** The token it was begun with; absent for the server's own. */
  tokenId?: string
  /**
   * What the id and the server's own token make together: with another token the session has ended. Whoever reads this
   * and not the id can try out no token on it, which an operator may have chosen too simple.
   */
  rootSeal?: string
  createdAt: number
  /** Moves on while the session is used. */
  expiresAt: number
}

/** A session ends after this long without a call, ms. */
export const IDLE_END = 12 * 60 * 60_000
/** Its end is moved, and so written, at most this often, ms. */
const MOVE_EVERY = 5 * 60_000

/** The new end of a session that is used now; `undefined` while the old one is good enough. */
export function movedEnd({ expiresAt }: Session, now: number): number | undefined {
  const end = now + IDLE_END
  return end - expiresAt >= MOVE_EVERY ? end : undefined
}
