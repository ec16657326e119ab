import type { Output } from '../command.ts'
import type { PublishProgress } from '../publish/progress.ts'
import { bytesText } from './bytes.ts'
import { count } from './count.ts'
import { bar } from './live-line.ts'

/**
 * Shows how a publication goes: one line that fills up for a person, plain lines for a log.
 *
 * @example await publish({ …, onProgress: showProgress(process.stderr) })
 */
export function showProgress(stderr: Output): (progress: PublishProgress) => void {
  let lastStep = ''
  let lastPercent = -1
  return (progress) => {
    const percent = percentOf(progress)
    if (progress.step === lastStep && percent === lastPercent) return
    const isNews = progress.step !== lastStep
    const wasBar = BARS.has(lastStep) && stderr.isTTY
    const ends = wasBar && isNews ? '\n' : ''
    lastStep = progress.step
    lastPercent = percent
    if (BARS.has(progress.step) && stderr.isTTY) {
      stderr.write(`${ends}\r${bar(percent)} ${line(progress)}\u001b[K`)
    } else if (isNews) {
      stderr.write(`${ends}${line(progress)}\n`)
    }
  }
}

/** Steps that take long enough to see how far they are. */
const BARS: ReadonlySet<string> = new Set(['uploading', 'packing'])

function percentOf(progress: PublishProgress): number {
  if (progress.step === 'uploading') return percent(progress.bytes, progress.bytesTotal)
  if (progress.step === 'packing') return percent(progress.packing.done, progress.packing.total)
  return 0
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((100 * part) / whole)
}

function line(progress: PublishProgress): string {
  switch (progress.step) {
    case 'reading':
      return `Reading ${progress.folder}`
    case 'uploading':
      return `Uploading ${count(progress.filesTotal, 'file')}, ${bytesText(progress.bytesTotal)}; ${bytesText(progress.saved)} are there already`
    case 'packing':
      return `Packing ${progress.version}: ${count(progress.packing.patches.length, 'patch', 'patches')}, ${count(progress.packing.files.count, 'file')}`
    case 'notifying':
      return `Telling ${progress.environment}`
  }
}
