/** What a request meets. */
export type NetworkFault = 'down' | 'lost' | '502' | 'portal' | 'corrupt' | 'truncated' | 'hangs' | 'slow'

/** What a database does. */
export type DatabaseFault = 'refuses' | 'aborts' | 'hangs'

/** Everything around a tablet that can be bad for a while. */
export interface Weather {
  network: NetworkFault | undefined
  /** The share of requests that the fault of the network meets. */
  share: number
  database: DatabaseFault | undefined
  /** Bytes that the browser lets the app keep. */
  quota: number
  /** The browser tells the app that there is more. */
  flatters: boolean
  /** The kiosk app does nothing when the page asks for a reload. */
  swallowsReloads: boolean
}

export function fineWeather(): Weather {
  return {
    network: undefined,
    share: 1,
    database: undefined,
    quota: 1_000_000,
    flatters: false,
    swallowsReloads: false,
  }
}
