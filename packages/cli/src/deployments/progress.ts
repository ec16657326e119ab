import type { Output } from '../command.ts'
import { printable } from '../screen/printable.ts'
import type { Deployment } from './read-deployment.ts'
import type { WaveProgress } from './read-wave.ts'
import { checkText, outputText } from './record-text.ts'
import { standingTexts } from './standing.ts'
import { newsOf, waveText } from './wave-text.ts'
import { phaseText, stageOf } from './wording.ts'

/**
 * Shows how a deployment goes, each time told all of it: a line for a change of phase, for an attempt to check its health,
 * for whatever its deployer wrote, for news of a wave, and for what makes it stand still.
 *
 * @param known what was there before, and is not shown again
 * @example const show = showDeployment(process.stderr, {}); show(first); show(later)
 */
export function showDeployment(stderr: Output, known: Partial<Deployment>): (deployment: Deployment) => void {
  let before = known
  return (deployment) => {
    // The word before may not have had the records: what was shown is shown.
    const { checks = before.checks ?? [], output = before.output ?? [], waves = before.waves ?? [] } = deployment
    const lines = [
      ...fresh(before.output ?? [], output).flatMap(outputText),
      ...fresh(before.checks ?? [], checks).map(checkText),
      ...moved(before.waves ?? [], waves).map((wave) => waveText(wave, waves.length)),
    ]
    // Last, because it is where the lines above have led to.
    if (stageOf(deployment) !== stageOf(before)) lines.push(phaseText(deployment, before))
    if (standingKey(deployment) !== standingKey(before)) lines.push(...standingTexts(deployment))
    before = { ...deployment, checks, output, waves }
    for (const line of lines) stderr.write(`  ${printable(line)}\n`)
  }
}

/** The waves of which there is something new to tell. */
function moved(before: WaveProgress[], now: WaveProgress[]): WaveProgress[] {
  const told = new Map(before.map((wave) => [wave.wave, newsOf(wave)]))
  return now.filter((wave) => wave.status !== 'pending' && newsOf(wave) !== told.get(wave.wave))
}

/** A word that changes whenever something else makes it stand still, and not with the numbers of that. */
function standingKey({ brake, paused }: Partial<Deployment>): string {
  return JSON.stringify([brake?.at, brake?.wave, brake?.action, paused?.at, paused?.why])
}

/** What a growing list has that it had not; the server may have dropped its oldest rows meanwhile. */
function fresh<T>(before: T[], now: T[]): T[] {
  const last = JSON.stringify(before.at(-1))
  if (last === undefined) return now
  const isLast = (row: T | undefined) => JSON.stringify(row) === last
  if (isLast(now[before.length - 1])) return now.slice(before.length)
  return now.slice(now.findLastIndex(isLast) + 1)
}
