import type { Version } from '@relevo/core/release'
import { wantedFrom } from './wanted.ts'

/** What the fleet says about itself when it is asked what to pack. */
export interface FleetView {
  environments(): readonly { name: string; current?: Version; desired?: Version; candidate?: Version }[]
  /** Those that were current in an environment once, the latest such first. */
  former(environment: string, limit: number): Promise<Version[]>
  /** What deployments that have not ended are of. */
  underWay(): Promise<readonly { environment: string; version: Version }[]>
  /** The releases published last, the latest first. */
  latest(limit: number): Promise<readonly { version: Version; publishedAt: number }[]>
  /** Tablets of an environment by the release they report. */
  reported(environment: string): Readonly<Record<Version, number>>
  /** Tablets that are to run a release whatever is current. */
  pinned(): Iterable<{ to: Version; release: Version }>
}

/** A release that is to be packed, and from which others there are to be patches. */
export interface Wish {
  version: Version
  /** The most wanted first. */
  wanted: Version[]
}

/** Releases published after those that are current which are packed before anybody orders them. */
const AHEAD = 3
/** Pinned releases that are packed. */
const MOST_PINNED = 5
/** Releases published last that are looked at. */
const LOOKED_AT = 50

/**
 * What is to be packed, the most urgent first: what deployments bring, what tablets run or are to run, and what was
 * published lately.
 *
 * @param from how many former releases patches are made from
 * @returns also the releases that patches are kept to though nobody needs new ones: an environment may go back to them
 */
export async function findTargets(view: FleetView, from: number): Promise<{ wishes: Wish[]; kept: Version[] }> {
  const environments = view.environments()
  const names = environments.map(({ name }) => name)
  const of = new Map<Version, Set<string>>()
  const add = (version: Version | undefined, where: readonly string[]) => {
    if (version !== undefined) of.set(version, new Set([...(of.get(version) ?? []), ...where]))
  }
  for (const { environment, version } of await view.underWay()) add(version, [environment])
  for (const { name, candidate } of environments) add(candidate, [name])
  for (const { name, desired } of environments) add(desired, [name])
  for (const { name, current } of environments) add(current, [name])
  const former = new Map<string, Version[]>()
  for (const name of names) former.set(name, await view.former(name, from + 2))
  const latest = await view.latest(LOOKED_AT)
  const isUsed = ({ version }: { version: Version }) => [...former.values()].some((line) => line.includes(version))
  const unused = latest.findIndex(isUsed)
  for (const { version } of latest.slice(0, unused === -1 ? AHEAD : Math.min(unused, AHEAD))) add(version, names)

  const pinned = countPinned(view.pinned())
  const wishes = [...of].map(([version, where]): Wish => {
    const reported = [...where].map((name) => view.reported(name))
    const before = [...where].flatMap((name) => former.get(name) ?? [])
    const at = latest.findIndex((one) => one.version === version)
    const older = at === -1 ? [] : latest.slice(at + 1).map((one) => one.version)
    const counts = pinned.get(version)
    pinned.delete(version)
    return {
      version,
      wanted: wantedFrom(version, counts ? [...reported, counts] : reported, [...before, ...older], from),
    }
  })
  for (const [version, counts] of [...pinned].slice(0, MOST_PINNED))
    wishes.push({ version, wanted: wantedFrom(version, [counts], [], from) })
  return { wishes, kept: [...former.values()].flatMap((line) => line.slice(0, 2)) }
}

/** Tablets that are pinned, by what to, and by what they report. */
function countPinned(pinned: ReturnType<FleetView['pinned']>): Map<Version, Record<Version, number>> {
  const counts = new Map<Version, Record<Version, number>>()
  for (const { to, release } of pinned) {
    const known = counts.get(to) ?? Object.create(null)
    known[release] = (known[release] ?? 0) + 1
    counts.set(to, known)
  }
  return counts
}
