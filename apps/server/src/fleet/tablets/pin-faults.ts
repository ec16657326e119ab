import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { Environments } from '../environments.ts'
import type { Shelf } from '../shelf.ts'
import type { Standings } from '../standing.ts'

/** Why tablets cannot be pinned to a release: it is not here, where this server serves the app, or no tablet may run it. */
export interface PinFaults {
  /** @throws RelevoError `release-unknown`, `release-blocked` */
  refuse(version: Version, environment: string): Promise<void>
  /** Look at several releases; the answer says what is wrong with each in an environment, if anything is. */
  among(versions: Iterable<Version>): Promise<(version: Version, environment: string) => string | undefined>
}

/** What is wrong with pins, in a fleet. */
export function createPinFaults(parts: { environments: Environments; standings: Standings; shelf: Shelf }): PinFaults {
  const { environments, standings, shelf } = parts
  const isHere = async (version: Version) => (await shelf.get(version)) !== undefined
  const codeOf = (version: Version, environment: string, here: boolean) => {
    if (standings.isBlocked(version)) return 'release-blocked'
    return here || environments.rulesOf(environment).deployer !== 'hosted' ? undefined : 'release-unknown'
  }
  return {
    async refuse(version, environment) {
      const code = codeOf(version, environment, await isHere(version))
      if (code) throw new RelevoError(code, version)
    },
    async among(versions) {
      const here = new Map<Version, boolean>()
      for (const version of versions) here.set(version, await isHere(version))
      return (version, environment) => {
        const code = codeOf(version, environment, here.get(version) ?? false)
        return code && `${version} is ${code === 'release-blocked' ? 'blocked' : 'no release of this server'}`
      }
    },
  }
}
