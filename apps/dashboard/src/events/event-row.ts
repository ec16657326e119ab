/** A line of the log, as the API shows it. `seq` only ever grows; the time is ISO 8601. */
export interface EventRow {
  seq: number
  at: string
  type: string
  environment?: string
  /** Who did it. */
  actor?: string
  subject: { kind: string; id: string }
  data: Record<string, string | number | boolean>
}
