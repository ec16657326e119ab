import type { Output } from '../command.ts'
import type { PackProgress } from '../static-host/progress.ts'
import { count } from './count.ts'
import { liveLine } from './live-line.ts'

/**
 * Shows how far the packing of a folder is.
 *
 * @example await packFolder('dist', manifest, { …, onProgress: showPacking(process.stderr) })
 */
export function showPacking(stderr: Output): (progress: PackProgress) => void {
  const show = liveLine(stderr)
  return (progress) => show(wordsOf(progress), progress.done, progress.total)
}

function wordsOf(progress: PackProgress): string {
  if (progress.step === 'compressing') return `Compressing ${count(progress.files, 'file')}`
  return progress.from === undefined ? 'Putting everything in one file' : `Making the patch from ${progress.from}`
}
