/** What a rule over the fleet found. */
export interface AlertRow {
  id: string
  rule: string
  environment: string
  state: 'firing' | 'resolved'
  since: string
  resolvedAt?: string
  value: number
  threshold: number
  samples?: number
  /** What it is about, in a sentence of the server's. */
  text: string
  acknowledged?: { at: string; by: string; note?: string }
  silencedUntil?: string
}

/** Will nobody be told of it now? */
export function isSilent({ silencedUntil }: AlertRow, now: number): boolean {
  return silencedUntil !== undefined && Date.parse(silencedUntil) > now
}
