import type { Heard } from './heard.ts'

/** Where a line is. Whatever it waits for, one alarm is set: for the next deed, or for when it has waited long enough. */
export type LineState = Told &
  (
    | { phase: 'away' }
    /** The socket is being opened; then CONNECT is said, and CONNACK has not come. */
    | { phase: 'opening' | 'greeting' }
    /** One thing was said that has to be answered, and nothing else is said before: `id` is its packet, 0 a ping. */
    | (Up & { phase: 'asking'; id: number })
    /** All was answered. */
    | (Up & { phase: 'idle' })
  )

/** What outlives a connection. */
interface Told {
  /** Connections in a row that were none, or broke before the first ping was answered. */
  tries: number
  /** The broker said that it does not know this end. */
  isRefused: boolean
  /** The newest report. */
  report?: string | undefined
}

/** What holds for one connection. */
export interface Up {
  /** The report that was said last. */
  said?: string | undefined
  /** The packet that was said last. */
  lastId: number
  /** Ping after so many milliseconds in which nothing had to be answered. */
  quiet: number
  /** Bytes of the longest packet that the broker takes. */
  longest: number
}

export type LineEvent =
  /** The alarm went off. */
  | { is: 'due'; chance: number }
  | { is: 'opened' }
  /** The socket is gone; `chance` is from 0 to 1. */
  | { is: 'lost'; chance: number }
  | { is: 'heard'; heard: Heard; chance: number }
  | { is: 'report'; report: string }

export type LineEffect =
  | { do: 'open' }
  | { do: 'send'; packet: Uint8Array<ArrayBuffer> }
  /** Forget the socket, whether or not it is closed. */
  | { do: 'drop' }
  /** Set the alarm, ms from now; one that was set is off. */
  | { do: 'wake'; after: number }
  | { do: 'hand-on'; text: string }
  | { do: 'say-refused' }
