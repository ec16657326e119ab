import type { Output } from '../command.ts'
import { printable } from '../screen/printable.ts'
import type { Deployment } from './read-deployment.ts'
import { checkText, outputText } from './record-text.ts'
import { phaseText } from './wording.ts'

/**
 * Shows how a deployment goes, each time told all of it: a line for a change of phase, for an attempt to check its health,
 * and for whatever its deployer wrote.
 *
 * @param known what was there before, and is not shown again
 * @example const show = showDeployment(process.stderr, {}); show(first); show(later)
 */
export function showDeployment(stderr: Output, known: Partial<Deployment>): (deployment: Deployment) => void {
  let before = known
  return (deployment) => {
    // The word before may not have had the records: what was shown is shown.
    const { checks = before.checks ?? [], output = before.output ?? [] } = deployment
    const lines = [
      ...fresh(before.output ?? [], output).flatMap(outputText),
      ...fresh(before.checks ?? [], checks).map(checkText),
    ]
    // Last, because it is where the lines above have led to.
    if (deployment.phase !== before.phase) lines.push(phaseText(deployment, before))
    before = { ...deployment, checks, output }
    for (const line of lines) stderr.write(`  ${printable(line)}\n`)
  }
}

/** What a growing list has that it had not; the server may have dropped its oldest rows meanwhile. */
function fresh<T>(before: T[], now: T[]): T[] {
  const last = JSON.stringify(before.at(-1))
  if (last === undefined) return now
  const isLast = (row: T | undefined) => JSON.stringify(row) === last
  if (isLast(now[before.length - 1])) return now.slice(before.length)
  return now.slice(now.findLastIndex(isLast) + 1)
}
