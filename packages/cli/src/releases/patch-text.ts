import { percentText } from '../screen/amount.ts'
import { bytesText } from '../screen/bytes.ts'
import { oneLine } from '../screen/one-line.ts'
import type { ServerPatch } from './read-packing.ts'

/**
 * What a tablet with an older release downloads.
 *
 * @example patchText({ from: 'r1', phase: 'made', br: 10_500, full: 2_654_000 }) // '10.5 kB, 0.4 % of 2.7 MB'
 */
export function patchText({ phase, br, full, why }: ServerPatch): string {
  if (phase === 'made' && br !== undefined) return `${bytesText(br)}${shareText(br, full)}`
  if (phase === 'waiting') return 'in the making; files until then'
  const of = full === undefined ? 'files' : `files, ${bytesText(full)}`
  if (phase === 'pointless') return `${of}: a patch would save little`
  return `${of}: no patch of use came of it${why === undefined ? '' : `, ${oneLine(why)}`}`
}

function shareText(br: number, full: number | undefined): string {
  return full ? `, ${percentText(br / full)} of ${bytesText(full)}` : ''
}
