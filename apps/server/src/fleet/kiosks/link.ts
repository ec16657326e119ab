import type { KioskFacts } from '@relevo/core/kiosk'
import { readShownAddress } from '@relevo/core/protocol'

/** How sure it is that a tablet runs in a kiosk, the surest last. */
export const CONFIDENCES = ['guessed', 'shown', 'said'] as const

export type Confidence = (typeof CONFIDENCES)[number]

/**
 * What a link rests on. `person`: somebody said so. `page`: the page wrote itself into the address that the kiosk shows.
 * `current-url`, `launch-url`: the address that it shows, or that is set up in it, names the tablet. `name`, `address`: they
 * are called alike, or have the same IP address.
 */
export const GROUNDS = ['person', 'page', 'current-url', 'launch-url', 'name', 'address'] as const

type Ground = (typeof GROUNDS)[number]

/** A reason to take a kiosk for that of a tablet. */
export interface Claim {
  tablet: string
  confidence: Confidence
  how: Ground
}

/** Which tablet runs in a kiosk. */
export interface KioskLink extends Claim {
  /** Since when, milliseconds since the epoch. */
  at: number
}

/** The tablet whose page a kiosk shows, as it says itself. */
export function shownIn({ shows, launchUrl }: Pick<KioskFacts, 'shows' | 'launchUrl'>): Claim | undefined {
  const current = readShownAddress(shows ?? '')
  if (current.tablet !== undefined) {
    const how = current.release === undefined ? 'current-url' : 'page'
    return { tablet: current.tablet, confidence: 'shown', how }
  }
  const { tablet } = readShownAddress(launchUrl ?? '')
  return tablet === undefined ? undefined : { tablet, confidence: 'shown', how: 'launch-url' }
}

/**
 * What comes of a claim. `keep`: all stays. `link`: the claim holds, and whoever was less sure of that tablet loses it. `part`: the
 * link it had holds no more, and another kiosk has the tablet it shows.
 */
export type LinkVerdict = 'keep' | 'link' | 'part'

export function isSurer(one: Confidence, other: Confidence): boolean {
  return CONFIDENCES.indexOf(one) > CONFIDENCES.indexOf(other)
}

/**
 * Whether a kiosk is linked anew. What a person said stands; what is shown is more than a guess; and of two kiosks that
 * are equally sure of a tablet, the one that had it keeps it: a mistake in one launch URL must not move commands to another
 * wall.
 *
 * @param holder confidence of another kiosk's link to the claimed tablet; `undefined` when there is none
 */
export function judgeClaim(link: KioskLink | undefined, claim: Claim, holder: Confidence | undefined): LinkVerdict {
  const { tablet, confidence } = claim
  if (link?.confidence === 'said' && confidence !== 'said') return 'keep'
  if (link?.tablet === tablet) return isSurer(confidence, link.confidence) ? 'link' : 'keep'
  if (link && isSurer(link.confidence, confidence)) return 'keep'
  // Guesses do not take turns: of two that are as good, the first one stays.
  if (link && confidence === 'guessed') return 'keep'
  if (holder !== undefined && !isSurer(confidence, holder)) return link ? 'part' : 'keep'
  return 'link'
}
