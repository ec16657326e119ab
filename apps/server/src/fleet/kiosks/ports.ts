import type { App, KioskMessage, KioskRequest } from '@relevo/core/kiosk'
import type { NewEvent } from '../event.ts'
import type { Kiosk } from './kiosk.ts'

/** Keeps the kiosks. A change is one transaction with its events. */
export interface KioskStore {
  /** By id. */
  all(): Promise<Kiosk[]>
  /** Put each as a whole, in the place of what it was. */
  save(change: { put: readonly Kiosk[]; gone: readonly string[] }, events: readonly NewEvent[]): Promise<void>
}

/** What enrolment is told of kiosks. */
export interface KioskGuard {
  /** A kiosk is forgotten, and its app must not come in with what it has. */
  dropKiosk(kiosk: string, actor: string | undefined): Promise<void>
}

/** Keeps secrets that must be used again: closed at rest, and of use to their owner only. */
export interface Seal {
  close(secret: string, owner: string): string
  /** @returns `undefined` for what was not closed by this seal, or for another owner */
  open(sealed: string, owner: string): string | undefined
}

/** A kiosk app's remote control. */
export interface RestTarget {
  app: App
  /** Scheme, host and port. */
  url: string
  secret?: string
}

/** How kiosk apps are spoken to. */
export interface KioskWires {
  /** @throws Error when the broker is not there */
  publish(message: KioskMessage): Promise<void>
  /**
   * Make a request and read the answer.
   *
   * @param signal calls it off
   * @returns the body of an answer that says nothing against it
   * @throws RelevoError `kiosk-unreachable`, whose detail names neither secret nor address
   */
  call(target: RestTarget, request: KioskRequest, signal?: AbortSignal): Promise<string>
}

/** What must be known of tablets to link kiosks to them. */
export interface LinkedTablets {
  /** The id a tablet goes by now. */
  resolve(id: string): string
  /** Every name of a tablet, its id first. */
  namesOf(id: string): readonly string[]
  isKnown(id: string): boolean
}
