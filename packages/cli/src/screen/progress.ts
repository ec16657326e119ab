import type { Output } from '../command.ts'
import type { PublishProgress } from '../publish/progress.ts'
import { bytesText } from './bytes.ts'
import { count } from './count.ts'

const BAR = 24

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
    const wasBar = lastStep === 'uploading' && stderr.isTTY
    lastStep = progress.step
    lastPercent = percent
    if (progress.step === 'uploading' && stderr.isTTY) {
      stderr.write(`\r${bar(percent)} ${line(progress)}\u001b[K`)
    } else if (isNews) {
      stderr.write(`${wasBar ? '\n' : ''}${line(progress)}\n`)
    }
  }
}

function percentOf(progress: PublishProgress): number {
  if (progress.step !== 'uploading') return 0
  return progress.bytesTotal === 0 ? 100 : Math.floor((100 * progress.bytes) / progress.bytesTotal)
}

function line(progress: PublishProgress): string {
  switch (progress.step) {
    case 'reading':
      return `Reading ${progress.folder}`
    case 'uploading':
      return `Uploading ${count(progress.filesTotal, 'file')}, ${bytesText(progress.bytesTotal)}; ${bytesText(progress.saved)} are there already`
    case 'notifying':
      return `Telling ${progress.environment}`
  }
}

function bar(percent: number): string {
  const full = Math.round((BAR * percent) / 100)
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${String(percent).padStart(3)} %`
}
