import { isTabletId } from '@relevo/core/protocol'
import type { Keep } from './ports.ts'

const KEY = 'relevo.tablet'

/**
 * Which tablet is this? `?tablet=` of the launch URL, else the app's own choice, else the id of last time, else a new
 * one. The answer is kept, so that a tablet stays itself when its launch URL loses the name, and the other way round.
 *
 * @example identify('?tablet=lobby-1', keep) // 'lobby-1'
 */
export function identify(search: string, keep: Keep, chosen?: string): string {
  const tablet = [new URLSearchParams(search).get('tablet'), chosen, keep.get(KEY)].find(isTabletId) ?? newId()
  keep.set(KEY, tablet)
  return tablet
}

function newId(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1))
  return `tablet-${number.toString(16).padStart(8, '0')}`
}
