import type { EngineFloor } from '@relevo/core/release'

/** Which floor each name of a build target sets, the more exact one last: Edge is a Chromium, and iOS has Safari's engine. */
const NAMES = [
  ['edge', 'chrome'],
  ['chrome', 'chrome'],
  ['ios', 'safari'],
  ['safari', 'safari'],
  ['firefox', 'firefox'],
] as const

type Target = string | string[] | false | undefined

/** What Relevo's worker runs in; see `docs/tablet.md`. */
const WORKER_FLOOR = ['chrome80', 'firefox78', 'safari16']

/**
 * The oldest engines that a build target names; those of a language alone, such as `es2020`, name none.
 *
 * @example enginesOf(['es2020', 'chrome80', 'safari16.4']) // { chrome: 80, safari: 16.4 }
 */
export function enginesOf(target: Target): EngineFloor {
  const floor: EngineFloor = {}
  for (const [name, engine] of NAMES) {
    for (const one of namesIn(target)) {
      const [, version] = new RegExp(`^${name}(\\d+(?:\\.\\d+)?)`).exec(one) ?? []
      if (version !== undefined) floor[engine] = Number(version)
    }
  }
  return floor
}

/**
 * What the worker is built for: it outlives the releases that the app is built for, so it is never newer than its own
 * floor, and as old as the app's when that is older.
 */
export function workerTarget(target: Target): string[] {
  const [own, app] = [enginesOf(WORKER_FLOOR), enginesOf(target)]
  const names = Object.entries(own).map(([name, version]) => {
    const asked = app[name as keyof EngineFloor] ?? version
    return `${name}${Math.min(version, asked)}`
  })
  return [...namesIn(target).filter((one) => /^es\d/.test(one)), ...names]
}

function namesIn(target: Target): string[] {
  return target ? [target].flat() : []
}
