import { problemsOf, type WaveForm } from '@relevo/core/waves'
import { placeText } from './place.ts'
import { isPlain, type Plain, valueAt } from './plain.ts'
import { shownValue } from './shown-value.ts'

/** Strategies that give tablets of one environment different releases. */
const SPREADING = ['canary', 'blue-green']

/**
 * What is wrong between an environment's rollout and the rest of it, and between its waves. It looks at what was written
 * and not at what the schema made of it, so that it is told together with everything else.
 *
 * @param told places that something is said of already
 */
export function rolloutProblems({ environments }: Plain, told: readonly PropertyKey[][]): string[] {
  if (!isPlain(environments)) return []
  const known = told.map(placeText)
  return Object.entries(environments).flatMap(([name, environment]) =>
    isPlain(environment) && isPlain(environment.rollout)
      ? [...wavesProblems(environment.rollout, ['environments', name, 'rollout'], known), ...around(environment, name)]
      : [],
  )
}

/** What the rollout asks of the environment it is for. */
function* around({ rollout, deployer, previewHosts }: Plain, name: string): Generator<string> {
  const strategy = valueAt(rollout, ['strategy'])
  const kind = valueAt(deployer, ['kind'])
  if (SPREADING.includes(strategy as string) && (kind === 'command' || kind === 'notify'))
    yield `${placeText(['environments', name, 'rollout', 'strategy'])} is "${strategy}": must be all where the deployer is ${kind}, because only what this server hosts can differ from tablet to tablet. Use the deployer hosted, or remove rollout.`
  if (strategy === 'blue-green' && Array.isArray(previewHosts) && previewHosts.length === 0)
    yield `${placeText(['environments', name, 'previewHosts'])} is empty: must have a host for the preview of blue-green. Name one that leads to this server, such as preview.panel.example.`
}

/** What a wave asks of itself and of those before it, by the rules that hold for every plan. */
function* wavesProblems(rollout: Plain, at: string[], known: readonly string[]): Generator<string> {
  const { strategy, waves } = rollout
  if (strategy !== 'canary' || !Array.isArray(waves)) return
  for (const { at: wave, must } of problemsOf({ strategy, waves: waves.map(members) })) {
    const keys = wave.split(/[.[\]]+/).filter((key) => key !== '')
    const path = keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key))
    const place = placeText([...at, ...path])
    // A wave that cannot be read has been told by the schema, and what is wrong in it is not wrong with the others too.
    if (known.some((one) => isWithin(one, place) || isWithin(place, one))) continue
    const value = shownValue(valueAt(rollout, path), {})
    yield `${place} is ${value}: must be ${must}. Each wave says in one way who is in it, and takes in more than those before.`
  }
}

/** Who is in a wave, as far as that can be read. */
function members(wave: unknown): WaveForm {
  const { percent, count, groups, tags } = isPlain(wave) ? wave : {}
  return {
    ...(typeof percent === 'number' && { percent }),
    ...(typeof count === 'number' && { count }),
    ...(isNames(groups) && { groups }),
    ...(isNames(tags) && { tags }),
  }
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`)
}
