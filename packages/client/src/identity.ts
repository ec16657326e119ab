import { isTabletId } from '@relevo/core/protocol'
import type { Keep, Kiosk } from './ports.ts'

const KEY = 'relevo.tablet'
const FORMER = 'relevo.was'

/**
 * Which tablet is this? `?tablet=` of the launch URL, else the app's own choice, else the id of last time, else what its
 * kiosk app proposes, else a new one. The answer is kept, so that a tablet stays itself when its launch URL loses the name, and the other way round.
 *
 * @example identify('?tablet=lobby-1', keep) // 'lobby-1'
 */
export function identify(search: string, keep: Keep, chosen?: string, kiosk?: Kiosk): string {
  const last = keep.get(KEY)
  const tablet =
    [new URLSearchParams(search).get('tablet'), chosen, last].find(isTabletId) ?? kiosk?.proposeId() ?? newId()
  // The server knows the one that it answered last, unless the tablet is that one again.
  keep.set(FORMER, [keep.get(FORMER), last].find((id) => id && id !== tablet) ?? '')
  keep.set(KEY, tablet)
  return tablet
}

/** The id this tablet had before, as long as the server may not have heard that it has another. */
export function formerId(keep: Keep): string | undefined {
  return keep.get(FORMER) || undefined
}

/** The server has heard which id this tablet had before. */
export function forgetFormerId(keep: Keep): void {
  keep.set(FORMER, '')
}

function newId(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1))
  return `tablet-${number.toString(16).padStart(8, '0')}`
}
