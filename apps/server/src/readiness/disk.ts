import { statfs } from 'node:fs/promises'
import type { Check, Finding } from '../fleet/readiness.ts'

/** Less free space than this, bytes, stops the server's work: it can take in no release, and soon write no row. */
const TOO_LITTLE = 100e6
/** Less than this, bytes or part of the disk, should be looked at. */
const LITTLE = { bytes: 1e9, part: 0.1 }

/** The space that is left where the data folder is. */
export function diskCheck(folder: string): Check {
  return {
    name: 'disk',
    needed: true,
    async look() {
      const { bavail, blocks, bsize } = await statfs(folder)
      return judgeDisk(bavail * bsize, blocks * bsize)
    },
  }
}

/**
 * @param free bytes that this process may still write
 * @param total bytes of the disk
 */
export function judgeDisk(free: number, total: number): Finding {
  const part = total > 0 ? free / total : 0
  const status = free < TOO_LITTLE ? 'fail' : free < LITTLE.bytes || part < LITTLE.part ? 'warn' : 'ok'
  return { status, detail: `${gigabytes(free)} of ${gigabytes(total)} GB free (${Math.floor(part * 100)} %)` }
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1)
}
