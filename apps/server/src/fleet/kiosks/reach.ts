import type { App, Deed, KioskCommand } from '@relevo/core/kiosk'
import type { Confidence } from './link.ts'

/** The kiosk app a tablet runs in, as far as it can be told to do something. */
export interface ReachedKiosk {
  id: string
  app: App
  /** How sure it is that the tablet runs in it. One that is only guessed is told nothing here: it may be another wall. */
  confidence: Confidence
  /** What it can be told to do, over any of the ways it is reached by. */
  can: ReadonlySet<Deed>
  /** Whether the app is there, as it says itself; it says nothing about the page. Absent while it is not known. */
  isOnline?: boolean
  /** The address it shows, as it says itself. */
  shows?: string
  /** The address that is set up in it. */
  launchUrl?: string
  /** Its MQTT client id, as it told Home Assistant, which knows its device by it. */
  clientId?: string
}

/** What may be asked of the kiosk apps by the tablets that run in them. */
export interface KioskReach {
  /** `undefined` when no kiosk app is linked to this tablet. */
  of(tablet: string): ReachedKiosk | undefined
  /**
   * Send one command. That it was sent says nothing about its effect: no app tells, so that only the page's own report counts.
   *
   * @param actor who wants it, for the log
   * @throws RelevoError `kiosk-unknown`, also for one that is only guessed to be that of the tablet; `kiosk-cannot`, `kiosk-unreachable`
   */
  send(tablet: string, command: KioskCommand, actor?: string): Promise<void>
}
