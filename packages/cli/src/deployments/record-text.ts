import { oneLine } from '../screen/one-line.ts'
import type { Check, OutputLine } from './read-record.ts'

/** An attempt to measure a target, on one line. */
export function checkText({ round, attempt, target, must, verdict, status, latency, detail }: Check): string {
  const facts = [
    verdict,
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(latency === undefined ? [] : [`${Math.round(latency)} ms`]),
    ...(must ? [] : ['need not be']),
    ...(detail === undefined ? [] : [detail]),
  ]
  return oneLine(`check ${attempt}${round === 'forward' ? '' : ` (${round})`}, ${target}: ${facts.join(', ')}`)
}

/** What a deployer wrote, each of its lines behind its step: `!` marks what it wrote as an error. */
export function outputText({ step, stream, text }: OutputLine): string[] {
  const before = `${step} ${stream === 'stderr' ? '!' : '|'}`
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => `${oneLine(before)} ${line.trimEnd()}`.trimEnd())
}
