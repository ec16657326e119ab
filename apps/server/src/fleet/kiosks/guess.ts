import type { Kiosk } from './kiosk.ts'
import type { Claim } from './link.ts'
import type { LinkedTablets } from './ports.ts'
import type { Sightings } from './sightings.ts'

/** A tablet that is called like the kiosk, or the only one with its IP address. */
export function guessFor(
  { name, facts, place }: Pick<Kiosk, 'name' | 'facts' | 'place'>,
  tablets: Pick<LinkedTablets, 'isKnown'>,
  sightings: Pick<Sightings, 'onlyAt'>,
): Claim | undefined {
  const levels = place?.device === undefined ? place?.base.split('/').filter((level) => level !== '') : []
  const called = [name, facts.name, levels?.at(-1)].filter((one) => one !== undefined)
  const tablet = called.flatMap(spellings).find((id) => tablets.isKnown(id))
  if (tablet !== undefined) return { tablet, confidence: 'guessed', how: 'name' }
  const there = facts.ip === undefined ? undefined : sightings.onlyAt(facts.ip)
  return there === undefined ? undefined : { tablet: there, confidence: 'guessed', how: 'address' }
}

/** A name as ids of tablets have it. */
function spellings(name: string): string[] {
  const small = name.trim().toLowerCase()
  return [...new Set([name, small, small.replaceAll(/\s+/g, '-'), small.replaceAll(/\s+/g, '_')])]
}
