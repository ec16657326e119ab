import { createHash } from 'node:crypto'
import type { NewEvent } from '../fleet/event.ts'
import { createPacking } from '../fleet/packing/create-packing.ts'
import type { FleetView } from '../fleet/packing/find-targets.ts'
import type { FormSizes } from '../fleet/packing/forms.ts'
import type { Packing } from '../fleet/packing/packing.ts'
import type { Patch } from '../fleet/packing/patch.ts'
import type { PackedFiles, PackedPatch, Packer } from '../fleet/packing/ports.ts'
import { type Release, releaseOf } from '../fleet/release.ts'
import { PushedClock } from './pushed-clock.ts'

export const sha = (text: string) => createHash('sha256').update(text).digest('hex')

/** A packer, its disk and a fleet, all of them words: what is packed is what the test says. */
export interface PackingRig {
  packing: Packing
  clock: PushedClock
  /** Every job that was begun, such as `gzip a`, `patch r1 r2`, `whole r2`. */
  jobs: string[]
  /** What a job does; at once and well by default. */
  onJob: (job: string, signal: AbortSignal) => Promise<void>
  /** Bytes that a job makes: a third as gzip, a quarter as brotli; patches 100. */
  bytesOf: (job: string, size: number) => number
  /** What happens when the folder of the patches is read. */
  onRead: () => void
  /** What happens when it is seen what is to be packed. */
  onLook: () => Promise<void>
  /** Times that a release was looked for in the store. */
  lookups: number
  /** Whether the patch that a job checks is as it should be. */
  isRight: (job: string) => boolean
  view: { [K in 'current' | 'candidate']?: string } & {
    former: string[]
    underWay: string[]
    latest: string[]
    reported: Record<string, number>
    pinned: { to: string; release: string }[]
  }
  /** What happens when the bytes of a job are to be kept. */
  onKeep: (job: string) => void
  /** Jobs whose bytes were thrown away. */
  discarded: string[]
  /** Bytes that are free on the disk. */
  free: number
  /** What is on disk: `a br`, `from to`. */
  disk: Map<string, number>
  rows: Map<string, Patch>
  lines: NewEvent[]
  warnings: string[]
  /** A release with contents of these sizes. */
  add(version: string, contents: Record<string, number>): void
  /** Resolves when nothing is to be done any more. */
  idle(): Promise<void>
  /** The start of a server, until nothing is to be done. */
  begin(): Promise<void>
  /** Something changed, until nothing is to be done. */
  look(): Promise<void>
  /** As `kill -9` would, and a new start. */
  killAndRestart(): Promise<void>
}

/** A rig in which everybody was given r2 after r1. */
export async function twoReleases(): Promise<PackingRig> {
  const rig = await packingRig()
  rig.add('r1', { entry: 500, app1: 90_000, same: 30_000 })
  rig.add('r2', { entry: 500, app2: 90_000, same: 30_000 })
  rig.view.current = 'r2'
  rig.view.former = ['r2', 'r1']
  return rig
}

/** @param from patches from so many former releases */
export async function packingRig(from = 5): Promise<PackingRig> {
  const clock = new PushedClock()
  const releases = new Map<string, Release>()
  const names = new Map<string, string>()
  const sizes = new Map<string, number>()
  let life = 0

  const work = async (job: string, signal: AbortSignal) => {
    const mine = life
    rig.jobs.push(job)
    await rig.onJob(job, signal)
    if (mine !== life) await new Promise(() => undefined) // a dead process does nothing more
    signal.throwIfAborted()
  }
  const versionOf = (files: object) =>
    [...releases.values()].find((one) => one.manifest.files === files)?.version ?? '?'
  const packer: Packer = {
    async compress(hash, form, signal) {
      const job = `${form} ${names.get(hash)}`
      await work(job, signal)
      return { bytes: rig.bytesOf(job, sizes.get(hash) ?? 0), place: job }
    },
    async patch(source, to, signal) {
      const job = source ? `patch ${versionOf(source)} ${versionOf(to)}` : `whole ${versionOf(to)}`
      await work(job, signal)
      const bytes = rig.bytesOf(job, 0)
      return { br: { bytes, place: job }, gzip: { bytes: bytes + 10, place: job }, identity: 2 * bytes }
    },
    async check(source, to, _, signal) {
      const job = `check ${source ? versionOf(source) : 'nothing'} ${versionOf(to)}`
      await work(job, signal)
      return rig.isRight(job)
    },
    stop: async () => undefined,
  }
  const between = ({ from, to }: { from: string; to: string }) => `${from} ${to}`
  const files: PackedFiles = {
    async forms(hashes) {
      const found = new Map<string, FormSizes>()
      for (const hash of hashes) {
        const [br, gzip] = [rig.disk.get(`${hash} br`), rig.disk.get(`${hash} gzip`)]
        found.set(hash, { ...(br !== undefined && { br }), ...(gzip !== undefined && { gzip }) })
      }
      return found
    },
    async keepForm(hash, form, { bytes, place }) {
      rig.onKeep(place)
      rig.disk.set(`${hash} ${form}`, bytes)
    },
    forgoForm: async (hash, form) => void rig.disk.set(`${hash} ${form}`, 0),
    async removeForms(hash) {
      for (const form of ['br', 'gzip']) rig.disk.delete(`${hash} ${form}`)
    },
    async keepPatch(patch, packed: PackedPatch) {
      rig.onKeep(packed.br.place)
      rig.disk.set(between(patch), packed.br.bytes)
    },
    discard: async (...packed) => void rig.discarded.push(...packed.map(({ place }) => place)),
    free: async () => rig.free,
    hasPatch: async (patch) => rig.disk.has(between(patch)),
    placesOf: (patch) => ({ br: between(patch), gzip: between(patch) }),
    removePatch: async (patch) => void rig.disk.delete(between(patch)),
    async patches() {
      rig.onRead()
      const found = [...rig.disk.keys()].map((name) => name.split(' ')).filter(([, to]) => to?.length === 64)
      return found.map(([from = '', to = '']) => {
        const br = rig.disk.get(`${from} ${to}`) ?? 0
        return { from, to, br, gzip: br + 10 }
      })
    },
  }
  const view: FleetView = {
    environments: () => [
      {
        name: 'production',
        ...(rig.view.current !== undefined && { current: rig.view.current, desired: rig.view.current }),
        ...(rig.view.candidate !== undefined && { candidate: rig.view.candidate }),
      },
    ],
    former: async (_, limit) => rig.view.former.slice(0, limit),
    async underWay() {
      await rig.onLook()
      return rig.view.underWay.map((version) => ({ environment: 'production', version }))
    },
    latest: async (limit) => rig.view.latest.slice(0, limit).map((version) => ({ version, publishedAt: 0 })),
    reported: () => rig.view.reported,
    pinned: () => rig.view.pinned,
  }
  const start = () =>
    createPacking(
      {
        store: {
          all: async () => [...rig.rows.values()],
          async save(put, gone, events) {
            for (const patch of put) rig.rows.set(between(patch), patch)
            for (const patch of gone) rig.rows.delete(between(patch))
            rig.lines.push(...events)
          },
        },
        packer,
        files,
        digest: sha,
        from,
      },
      {
        view,
        async release(version) {
          rig.lookups += 1
          return releases.get(version)
        },
        files: {
          sizes: async (hashes) =>
            new Map([...hashes].flatMap((hash) => (sizes.has(hash) ? [[hash, sizes.get(hash) ?? 0] as const] : []))),
        },
        world: {
          now: () => clock.now(),
          wait: (until, signal) => clock.wait(until, signal),
          warn: (message) => rig.warnings.push(message),
        },
      },
    )

  const rig: PackingRig = {
    packing: undefined as never,
    clock,
    jobs: [],
    onJob: async () => undefined,
    onKeep: () => undefined,
    onRead: () => undefined,
    onLook: async () => undefined,
    lookups: 0,
    isRight: () => true,
    discarded: [],
    free: 1e12,
    bytesOf: (job, size) => {
      if (job.startsWith('gzip')) return Math.ceil(size / 3)
      return job.startsWith('br') ? Math.ceil(size / 4) : 100
    },
    view: { former: [], underWay: [], latest: [], reported: {}, pinned: [] },
    disk: new Map(),
    rows: new Map(),
    lines: [],
    warnings: [],
    add(version, contents) {
      const entries = Object.entries(contents).map(([name, size]) => {
        names.set(sha(name), name)
        sizes.set(sha(name), size)
        return [`${name}.js`, { sha256: sha(name), size, type: 'text/javascript' }] as const
      })
      const manifest = { version, files: Object.fromEntries(entries) }
      releases.set(version, releaseOf({ manifest }, 0))
      rig.view.latest.unshift(version)
    },
    async idle() {
      // Everything here is done by promises alone: a few turns of the loop are enough for what they start.
      for (let quiet = 0, last = -1; quiet < 5; ) {
        await new Promise((resolve) => setImmediate(resolve))
        quiet = last === rig.jobs.length ? quiet + 1 : 0
        last = rig.jobs.length
      }
    },
    async begin() {
      await rig.packing.takeUp()
      await rig.idle()
    },
    async look() {
      rig.packing.look()
      await rig.idle()
    },
    async killAndRestart() {
      life += 1
      rig.packing = await start()
      await rig.packing.takeUp()
    },
  }
  rig.packing = await start()
  return rig
}
