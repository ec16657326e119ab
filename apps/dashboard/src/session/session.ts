import { signal } from '@preact/signals'

/** Who is signed in. The cookie that proves it is out of this page's reach. */
export interface Session {
  actor: string
  /** What its token is good for. */
  scopes: string[]
  /** Goes into a header of every call that changes something. */
  csrf: string
}

/** `undefined` until the server has said whether there is one; `null` when there is none, and the page is a door. */
export const session = signal<Session | null>()
