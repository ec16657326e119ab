import { type App, deedsOf, type FoundKiosk, type KioskFacts, type Place, type Way } from '@relevo/core/kiosk'
import type { KioskLink } from './link.ts'

/**
 * `found`: it gave itself away, and waits to be taken in. `known`: it is ours to speak to. `dismissed`: it gave itself away,
 * and somebody said that it is none of ours.
 */
export const STANDINGS = ['found', 'known', 'dismissed'] as const

export type Standing = (typeof STANDINGS)[number]

/** A kiosk app on a device: a thing of its own beside the tablet, which is the web app in it. */
export interface Kiosk {
  id: string
  standing: Standing
  app: App
  /** What people call it. */
  name?: string
  /** Where it is on the broker. */
  place?: Place
  /** Where it takes requests: scheme, host and port, with nothing behind. */
  restUrl?: string
  /** The password or key it takes with requests, sealed. */
  secret?: string
  /** The tablet that runs in it. */
  link?: KioskLink
  /** What it says of itself. */
  facts: KioskFacts
  /** By what it gave itself away; absent of one that a person added. */
  foundBy?: FoundKiosk['by']
  /** Its MQTT client id, as it told Home Assistant. */
  clientId?: string
  /** When it was found or added. */
  since: number
  lastHeard?: number
}

/** An app that tells each minute how it is, and never that it goes, is gone after this long, ms. */
const FULLY_SILENT = 180_000

/**
 * Whether the app is there, as far as it is known. It says nothing about the page.
 *
 * @param at milliseconds since the epoch
 */
export function isThere({ app, facts, lastHeard }: Kiosk, at: number): boolean | undefined {
  if (app !== 'fully') return facts.isOnline
  return lastHeard === undefined ? undefined : at - lastHeard <= FULLY_SILENT
}

/** The ways a kiosk is reached by. */
export function waysOf({ place, restUrl }: Pick<Kiosk, 'place' | 'restUrl'>): Way[] {
  return [...(place ? (['mqtt'] as const) : []), ...(restUrl !== undefined ? (['rest'] as const) : [])]
}

/** What a kiosk can be told. */
export function deedsFor(kiosk: Pick<Kiosk, 'app' | 'place' | 'restUrl'>) {
  return deedsOf(kiosk.app, waysOf(kiosk))
}

/** What two kiosks cannot both have: where they are on the broker. */
export function placeKey({ base, device }: Place): string {
  return device === undefined ? base : `${base} ${device}`
}
