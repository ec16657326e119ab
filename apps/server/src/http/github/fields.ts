import type { Reason } from '../../fleet/webhooks/answer.ts'
import type { IgnoredDelivery } from '../../fleet/webhooks/delivery.ts'

/** Longest notes that are taken over, characters. */
const NOTES = 200

/** A delivery that starts nothing. */
export function ignored(reason: Reason, detail: string): IgnoredDelivery {
  return { kind: 'ignored', reason, detail }
}

/** The first line of a text, cut to what a person reads; `undefined` when nothing is left. */
export function brief(text: string | null | undefined): string | undefined {
  return text?.split('\n', 1)[0]?.trim().slice(0, NOTES) || undefined
}

/** The fields that are there. */
export function given<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as never
}
