import { percentText } from '../screen/amount.ts'
import { bytesText } from '../screen/bytes.ts'
import { count } from '../screen/count.ts'
import type { Packed, PackedPatch } from './pack-folder.ts'

/** What was made of a release, a line each. */
export function packedText({ patches, whole, compressed }: Packed): string[] {
  const lines = patches.map(patchText)
  if (whole) lines.push(`All in one: ${bytesText(whole.br)}.`)
  if (compressed) {
    const { files, bytes, br, gzip } = compressed
    lines.push(
      `Compressed ${count(files, 'file')}, ${bytesText(bytes)}: ${bytesText(br)} as brotli, ${bytesText(gzip)} as gzip.`,
    )
  }
  return lines
}

function patchText(patch: PackedPatch): string {
  const { from } = patch
  if (patch.phase === 'no-name')
    return `No patch from ${from}: its file would be taken for another one. Tablets that have it download files.`
  const { br, full } = patch
  if (patch.phase === 'made')
    return `Patch from ${from}: ${bytesText(br)}, ${percentText(br / full)} of the ${bytesText(full)} that changed.`
  return `No patch from ${from}: it has ${bytesText(br)}, and what changed has ${bytesText(full)}. Tablets that have it download files.`
}
