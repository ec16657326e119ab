/**
 * Tells GitHub what `relevo deploy --json` answered: outputs, an annotation where it went wrong, and a summary of the job.
 * Everything in the answer is text from elsewhere: it gets neither a line nor a command of its own.
 */
import { appendFileSync, readFileSync } from 'node:fs'

const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY } = process.env
const answer = read(process.argv[2])
const { id, status, version, environment, outcome, reason, detail, checks = [], waves = [], error } = answer
const { brake, paused, previewUrl } = answer
const word = error ? error.code : (outcome ?? status)

append(GITHUB_OUTPUT, [
  `deployment=${oneLine(id)}`,
  `status=${oneLine(status)}`,
  `version=${oneLine(version)}`,
  `preview=${oneLine(previewUrl)}`,
])

const braked = brake && `${brake.errors} of ${brake.samples} tablets failed in wave ${brake.wave}`
const stopped = paused ? [`paused: ${paused.why}`, paused.detail] : []
const why = error ? [error.message, error.detail, error.do] : [reason, detail, braked, ...stopped]
const said = why.filter(Boolean).map(oneLine).join(' · ')
if (answer.success) console.log(`${oneLine(environment)}: ${oneLine(version)}, ${oneLine(word)}`)
else console.log(`::error title=Relevo, ${command(oneLine(word), true)}::${command(said || 'see the log')}`)

append(GITHUB_STEP_SUMMARY, [
  `### ${answer.success ? '✅' : '❌'} Relevo: ${cell(word)}`,
  '',
  '| | |',
  '|---|---|',
  ...Object.entries({ ...facts(), Why: said })
    .filter(([, value]) => value)
    .map(([name, value]) => `| ${name} | ${cell(value)} |`),
  ...waves.map(
    ({ wave, status, succeeded, members, failed }) =>
      `| Wave ${cell(wave)} of ${waves.length} | ${cell(`${status}, ${succeeded} of ${members} on it, ${failed} failed`)} |`,
  ),
  ...checks.map(
    ({ round, attempt, target, verdict, status, latency }) =>
      `| Check ${cell(attempt)}${round === 'forward' ? '' : ` (${cell(round)})`} | ${cell(
        [target, verdict, status, latency !== undefined && `${Math.round(latency)} ms`].filter(Boolean).join(', '),
      )} |`,
  ),
  '',
])

function facts() {
  return { Release: version, Environment: environment, Deployment: id, Status: status, Preview: previewUrl }
}

/** The program’s answer; what never came is an error like any other. */
function read(path) {
  const text = readFileSync(path, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    return { success: false, error: { code: 'no-answer', message: 'relevo did not answer: see the log.' } }
  }
}

function append(path, lines) {
  if (path) appendFileSync(path, `${lines.join('\n')}\n`)
}

function oneLine(value = '') {
  return String(value).replace(/[\s\p{Cc}]+/gu, ' ')
}

/** A cell of a Markdown table in which nothing is markup. */
function cell(value) {
  return oneLine(value).replace(/[&<>|`*_[\]\\~]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** Text for a workflow command: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function command(text, isProperty = false) {
  const escaped = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return isProperty ? escaped.replaceAll(':', '%3A').replaceAll(',', '%2C') : escaped
}
