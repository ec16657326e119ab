import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, flag } from '../command.ts'
import { EXIT } from '../failure.ts'
import { count } from '../screen/count.ts'
import { oneLine } from '../screen/one-line.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { type FindingRow, readFinding } from '../server/doctor-answers.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { whyUnreachable } from '../server/why-unreachable.ts'

export const doctor: Command = {
  name: 'doctor',
  args: [],
  summary: 'what is set up wrongly between tablets, kiosk apps, brokers and the server, and the cure',
  about:
    'Exit code 0 when nothing was found, 1 when something was, 3 when the server cannot be reached; then it says what to\nlook at. What could not be measured is said, and is no finding. docs/doctor.md has every check.',
  options: {
    'no-probe': { type: 'boolean', says: 'do not look at the server by its public address' },
    ...CONNECTION_OPTIONS,
  },
  run: runDoctor,
}

async function runDoctor(call: Call): Promise<Answer> {
  const connection = await connectionOf(call)
  const server = new ReleaseServer(connection, NO_PATIENCE)
  try {
    const { data } = await server.get(`api/doctor?probe=${!flag(call, 'no-probe')}`)
    return answered(readRows(data, readFinding))
  } catch (error) {
    if (!(error instanceof RelevoError) || error.code !== 'server-unreachable') throw error
    return { ...answered([whyUnreachable(connection.url, error)]), exit: EXIT.unreachable }
  }
}

function answered(findings: FindingRow[]): Answer {
  const found = findings.filter(({ verdict }) => verdict === 'found')
  const exit = found.length > 0 ? EXIT.refused : EXIT.done
  return { data: { findings, found: found.length }, text: shown(findings), exit }
}

/** What was found, check by check; then what is well, and what nobody could tell. */
function shown(findings: FindingRow[]): string {
  const of = (verdict: string) => findings.filter((one) => one.verdict === verdict)
  const [found, well, unmeasured] = [of('found'), of('well'), of('unmeasured')]
  const checks = [...new Set(found.map(({ check }) => check))]
  return [
    ...checks.map((check) => told(found.filter((one) => one.check === check))),
    found.length === 0
      ? 'Nothing was found.'
      : `${count(found.length, 'finding')} in ${count(checks.length, 'check')}.`,
    ...(well.length > 0 ? [`Well: ${well.map(({ check }) => check).join(', ')}.`] : []),
    ...(unmeasured.length > 0
      ? [`Not measured:\n${unmeasured.map(({ check, message }) => `  ${check}: ${oneLine(message)}`).join('\n')}`]
      : []),
  ].join('\n\n')
}

/** The findings of one check. Where each has its own cure, it is said with it. */
function told(findings: FindingRow[]): string {
  const [first] = findings
  if (!first) return ''
  const isShared = findings.every((one) => one.do === first.do)
  const lines = findings.flatMap(({ subject, message, do: cure }) => [
    `  ${subject === undefined ? '' : `${oneLine(subject)}: `}${oneLine(message)}`,
    ...(isShared ? [] : [`    Do: ${oneLine(cure)}`]),
  ])
  return [
    first.check,
    ...lines,
    `  Why: ${oneLine(first.why)}`,
    ...(isShared ? [`  Do: ${oneLine(first.do)}`] : []),
  ].join('\n')
}
