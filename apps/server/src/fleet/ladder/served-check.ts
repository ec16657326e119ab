import type { HealthTarget, Prober } from '../deployments/ports.ts'
import type { World } from '../ports.ts'

/**
 * Can the release be had now, at the address that a kiosk app is to show and as its environment is looked at? What a tablet
 * loads while the answer is a 502 stays on the wall.
 *
 * @param address that the kiosk app is to show; absent where it loads what is set up in it
 * @returns `undefined` when that could not be measured
 */
export type ServedCheck = (asked: {
  environment: string
  version: string
  address?: string | undefined
}) => Promise<boolean | undefined>

/** Most milliseconds that a look takes. */
const TIMEOUT = 5_000
/** A look counts for this long, ms: a fleet of tablets is brought back by a few of them. */
const GOOD_FOR = 20_000

/**
 * The check by health targets, each looked at by the prober.
 *
 * A kiosk app publishes whatever address it likes, and this server stands where others do not reach: only an address of an
 * origin that is configured is asked. With another one the health targets alone decide, and without those nothing is known.
 *
 * @param targetsOf of an environment, as a deployment there looks at them
 */
export function createServedCheck({
  prober,
  targetsOf,
  addressOf,
  world,
}: {
  prober: Prober
  /** Where people reach an environment, when it is configured. */
  addressOf(environment: string): string | undefined
  targetsOf(environment: string): readonly HealthTarget[]
  world: Pick<World, 'now'>
}): ServedCheck {
  const found = new Map<string, { at: number; isServed: Promise<boolean | undefined> }>()

  const look = async (environment: string, version: string, address: string | undefined) => {
    const order = { deployment: 'ladder', environment, version }
    const { signal } = new AbortController()
    const all = targetsOf(environment)
    const targets = all.filter(({ must }) => must)
    const ours = [addressOf(environment), ...all.map((one) => ('http' in one ? one.http : undefined))].map(originOf)
    const isOurs = address !== undefined && isOneOf(ours, originOf(address))
    const shown = isOurs ? [{ http: address, must: true }] : []
    const [page] = await Promise.all(shown.map((target) => prober.probe(target, order, TIMEOUT, signal)))
    // This server may not reach what its tablets reach; an answer that is an error is one for all.
    if (page?.status !== undefined && page.status >= 400) return false
    const probes = await Promise.all(targets.map((target) => prober.probe(target, order, TIMEOUT, signal)))
    if (probes.some(({ verdict }) => verdict === 'unhealthy')) return false
    return probes.length > 0 && probes.every(({ verdict }) => verdict === 'healthy') ? true : undefined
  }

  return ({ environment, version, address }) => {
    const now = world.now()
    // The same page for every tablet: which of them asks stands in its query.
    const key = [environment, version, address?.split('?')[0] ?? ''].join(' ')
    for (const [old, { at }] of found) if (Math.abs(now - at) >= GOOD_FOR) found.delete(old)
    const known = found.get(key)
    if (known) return known.isServed
    const isServed = look(environment, version, address)
    found.set(key, { at: now, isServed })
    return isServed
  }
}

/** Of a target whose host depends on the release there is none. */
function originOf(address: string | undefined): string | undefined {
  const url = address === undefined ? null : URL.parse(address)
  return url && ['http:', 'https:'].includes(url.protocol) ? url.origin : undefined
}

function isOneOf(origins: readonly (string | undefined)[], origin: string | undefined): boolean {
  return origin !== undefined && origins.includes(origin)
}
