/**
 * What is counted in one environment at one moment: all that a rule looks at. Times are milliseconds since the epoch.
 *
 * A tablet that was not heard for seven days counts nowhere: it was put into a drawer, and would keep an alert alive for ever.
 */
export interface FleetSnapshot {
  at: number
  /** Since when the server listens without a break: after a start or a sleep every tablet needs time to come back. */
  listeningSince: number
  /** Milliseconds between two polls of a tablet. */
  poll: number
  /** Tablets that were heard within seven days. */
  tablets: number
  /** Those of them that are there: heard within two polls, and no last will since. */
  online: number
  /** Online tablets of which is known what they should run. */
  expected: number
  /** Those of them that report another release. */
  behind: number
  /** Those behind to which the release cannot come. */
  stuck: number
  /** Those behind that have it, and wait to switch: for a person, or for a hold to be freed. */
  waiting: number
  /** Tablets that were heard within the window of the error rate. */
  heard: number
  /** Those of them that had an error within it. */
  failed: number
  /** Codes of those errors by how many tablets they were of, the most frequent first. */
  codes: readonly { code: string; count: number }[]
  /** Releases that online tablets report, the most frequent first. */
  releases: readonly { release: string; count: number }[]
  /** When any of the tablets was last heard; absent when there is none. */
  lastHeard?: number
}
