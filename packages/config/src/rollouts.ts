import { placeText } from './place.ts'
import { isPlain, type Plain } from './plain.ts'

/**
 * What is wrong between an environment's rollout and the rest of it, and between its waves. It looks at what was written
 * and not at what the schema made of it, so that it is told together with everything else.
 */
export function rolloutProblems({ environments }: Plain): string[] {
  if (!isPlain(environments)) return []
  return Object.entries(environments).flatMap(([name, environment]) =>
    isPlain(environment) && isPlain(environment.rollout)
      ? problemsOf(environment, environment.rollout, ['environments', name])
      : [],
  )
}

function problemsOf(environment: Plain, rollout: Plain, at: string[]): string[] {
  const { strategy, waves } = rollout
  if (strategy !== 'canary' && strategy !== 'blue-green') return []
  const problems =
    strategy === 'canary' && Array.isArray(waves) ? [...notRising(waves, [...at, 'rollout', 'waves'])] : []
  const { deployer, previewHosts } = environment
  if (isPlain(deployer) && (deployer.kind === 'command' || deployer.kind === 'notify'))
    problems.push(
      `${placeText([...at, 'rollout', 'strategy'])} is "${strategy}": must be all where the deployer is ${deployer.kind}, because only what this server hosts can differ from tablet to tablet. Use the deployer hosted, or remove rollout.`,
    )
  if (strategy === 'blue-green' && Array.isArray(previewHosts) && previewHosts.length === 0)
    problems.push(
      `${placeText([...at, 'previewHosts'])} is empty: must have a host for the preview of blue-green. Name one that leads to this server, such as preview.panel.example.`,
    )
  return problems
}

/** Waves grow: one that counts no more than an earlier one would have nobody. */
function* notRising(waves: unknown[], at: string[]): Generator<string> {
  for (const key of ['percent', 'count']) {
    let most: { value: number; index: number } | undefined
    for (const [index, wave] of waves.entries()) {
      const value = isPlain(wave) ? wave[key] : undefined
      if (typeof value !== 'number') continue
      if (most && value <= most.value)
        yield `${placeText([...at, index, key])} is ${value}: must be more than the ${most.value} of ${placeText([...at, most.index])}, whose tablets are counted in. Let the waves grow.`
      else most = { value, index }
    }
  }
}
