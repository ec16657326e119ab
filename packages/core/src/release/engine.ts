/** The engines that a release can set a floor for. Every Chromium and Android WebView is a `chrome`. */
const ENGINES = ['chrome', 'firefox', 'safari'] as const

/** A browser engine as its user agent names it; `version` counts as its vendor does: 107, or 16.4. */
export interface Engine {
  name: (typeof ENGINES)[number]
  version: number
}

/** The oldest engines a release runs in; one that is not named is not asked about. */
export type EngineFloor = Partial<Record<Engine['name'], number>>

/**
 * The engine of a user agent. On an iPad every browser has the system's engine, which counts as the system does.
 *
 * @returns `undefined` when it names none of the three
 * @example engineOf(navigator.userAgent) // { name: 'chrome', version: 107 }
 */
export function engineOf(userAgent: string): Engine | undefined {
  const [, name, version] = /(Chrome|Firefox)\/(\d+)/.exec(userAgent) ?? []
  if (name) return { name: name.toLowerCase() as Engine['name'], version: Number(version) }
  const [, major, minor] = /(?:\bOS |Version\/)(\d+)[._](\d+).* (?:like Mac OS X|Safari\/)/.exec(userAgent) ?? []
  return major ? { name: 'safari', version: Number(`${major}.${minor}`) } : undefined
}

/**
 * Does a release need a newer engine than this one? Of an engine nobody knows nothing is said.
 *
 * @returns what it needs and what there is, for a person; `undefined` when it runs
 * @example missingEngine({ name: 'chrome', version: 83 }, { chrome: 107 }) // 'needs chrome 107, this is 83'
 */
export function missingEngine(engine: Engine | undefined, floor: EngineFloor | undefined): string | undefined {
  const least = engine && floor?.[engine.name]
  return engine && least && engine.version < least
    ? `needs ${engine.name} ${least}, this is ${engine.version}`
    : undefined
}

/** Read a floor from outside. Engines we do not know, and versions that are none, are left out. */
export function readEngines(value: unknown): EngineFloor | undefined {
  const given = (value ?? {}) as Record<string, unknown>
  const floor: EngineFloor = {}
  for (const name of ENGINES) {
    const version = given[name]
    if (typeof version === 'number' && version > 0 && version < Infinity) floor[name] = version
  }
  return Object.keys(floor).length > 0 ? floor : undefined
}
