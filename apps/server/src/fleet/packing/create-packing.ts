import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { Files } from '../ports.ts'
import { createContentBook } from './content-book.ts'
import { createDriver } from './drive.ts'
import { createJudge } from './judge.ts'
import { isSameJob, type Job, nextJob } from './next-job.ts'
import type { Packing } from './packing.ts'
import type { PackedFleet, PackingParts } from './packing-parts.ts'
import { NOTHING } from './patch.ts'
import { createPatchBook } from './patch-book.ts'
import { perform } from './perform.ts'
import { createPlan } from './plan.ts'
import { progressOf } from './progress.ts'
import { reconcile } from './reconcile.ts'
import { createSuspects } from './suspects.ts'
import { createTold } from './told.ts'
import { waitReady } from './wait-ready.ts'
import { createWeigh } from './weigh.ts'

/** Until what was packed can be read, it is tried again after so long, ms. */
const TRY_AGAIN = 60_000
/** A start waits no longer than this for what there is, ms. */
const LONGEST_LOOK = 5_000

/** Bring packing to life. Nothing is made before `takeUp`. */
export async function createPacking(
  parts: PackingParts,
  fleet: PackedFleet & { files: Pick<Files, 'sizes'> },
): Promise<Packing> {
  const { files, packer } = parts
  const { world, view } = fleet
  const patches = await createPatchBook(parts.store, world)
  const contents = createContentBook(files, fleet.files)
  const weigh = createWeigh(patches, contents, files)
  const plan = createPlan(parts, fleet, { contents, patches, weigh })
  const suspects = createSuspects(world)
  const judge = createJudge(plan, patches, suspects, parts.store)
  const listeners = new Set<() => void>()
  const stopping = new AbortController()

  const isWanted = (job: Job) => {
    if (job.do === 'compress') return contents.next(job.content) === job.form
    if (job.do === 'check') return suspects.all().some((suspect) => isSameJob({ do: 'check', suspect }, job))
    const { target, pair } = job
    return plan
      .targets()
      .some(
        ({ list, pairs }) => list === target.list && (!pair || pairs.some(({ from }) => from.list === pair.from.list)),
      )
  }

  const driver = createDriver({
    look: plan.look,
    next: (resting) => nextJob(plan.targets(), contents, patches, suspects.all(), resting),
    isWanted,
    perform: (job, signal) =>
      perform(job, { packer, files, contents, patches, weigh, targets: plan.targets, suspects, world }, signal),
    changed() {
      for (const hear of listeners) hear()
    },
    world,
  })

  const need = async (version: Version) => {
    const side = await plan.find(version)
    if (!side) throw new RelevoError('release-unknown', version)
    return side
  }

  const forgetLost = async (from: string, to: string) => {
    const patch = patches.get(from, to)
    if (patch?.state.phase !== 'made' || (await files.hasPatch(patch))) return
    world.warn(
      `The patch from ${patch.fromVersion ?? 'nothing'} to ${patch.toVersion} is gone from the disk; it is made again`,
      undefined,
    )
    await patches.drop([patch])
    driver.call()
  }

  const later = async () => {
    await world.wait(world.now() + TRY_AGAIN, stopping.signal)
    if (!stopping.signal.aborted) await takeUp()
  }

  const takeUp = async (): Promise<void> => {
    try {
      await reconcile(patches, files)
    } catch (error) {
      world.warn('What was packed cannot be read; nothing is sent in patches until it can', error)
      void later()
      return
    }
    driver.start()
    // Whoever asks first is told the patches that are there; but nobody is kept waiting for want of them.
    const late = new AbortController()
    const looked = driver.look().catch((error: unknown) => world.warn('What is to be packed is not known yet', error))
    await Promise.race([looked, world.wait(world.now() + LONGEST_LOOK, late.signal)])
    late.abort()
  }

  const isBeingMade = (job: Job | undefined, list: string, hashes: readonly { sha256: string }[]) => {
    if (job?.do === 'patch') return job.target.list === list
    return job?.do === 'compress' && hashes.some(({ sha256 }) => sha256 === job.content.sha256)
  }

  return {
    ...createTold(plan, patches),
    async patch(from, to) {
      const target = await need(to)
      const source = from === undefined ? NOTHING : (await need(from)).list
      const patch = patches.get(source, target.list)
      if (patch?.state.phase === 'made') return { from: source, to: target.list, sizes: patch.state.sizes }
      throw new RelevoError('not-found', from === undefined ? `${to} in one answer` : `a patch from ${from} to ${to}`)
    },
    missed({ from, to }) {
      forgetLost(from, to).catch((error: unknown) => world.warn('Whether a patch is on disk is not known', error))
    },
    async progress(version) {
      const side = await need(version)
      await driver.look()
      const target = plan.targets().find(({ list }) => list === side.list)
      const isAtWork = isBeingMade(driver.job(), side.list, side.contents)
      if (target) return progressOf(side, target, contents, patches, isAtWork)
      const found = await files.forms(side.contents.map(({ sha256 }) => sha256))
      const known = { of: (sha256: string) => found.get(sha256) ?? {}, next: () => undefined }
      return progressOf(side, undefined, known, patches, isAtWork)
    },
    ask(sha256) {
      if (contents.ask(sha256)) driver.call()
    },
    doubt(sha256) {
      if (!contents.doubt(sha256)) return
      world.warn(`The compressed forms of ${sha256} may be damaged, and are made anew`, undefined)
      const failed = (error: unknown) => world.warn(`The compressed forms of ${sha256} cannot be removed`, error)
      files.removeForms(sha256).then(driver.call, failed)
    },
    look() {
      plan.forget()
      driver.call()
    },
    moved(before, after) {
      if (!after) return
      const { environment, release, patch } = after
      const isElsewhere = before?.release !== release || before.environment !== environment
      if (isElsewhere && !plan.hasSeen(environment, release) && !plan.isStrange(release)) driver.call()
      if (!patch || patch === before?.patch) return
      judge(after, patch, before !== undefined)
        .then((isToCheck) => isToCheck && driver.call())
        .catch((error: unknown) => world.warn('What a tablet says of a patch could not be kept', error))
    },
    async ready(environment, version, say, signal) {
      if (parts.from === 0) return
      // What is under way has changed: that is why somebody waits.
      driver.call()
      try {
        await driver.look()
      } catch (error) {
        return world.warn('It is not known which patches a deployment needs; it goes on without', error)
      }
      const wanted = () => {
        const reported = view.reported(environment)
        const target = plan.targets().find((one) => one.version === version)
        return (target?.pairs ?? []).flatMap(({ from }) => {
          const name = plan.named(from.list).find((one) => reported[one] !== undefined)
          return name === undefined ? [] : [{ from: name, state: patches.get(from.list, target?.list ?? '')?.state }]
        })
      }
      const listen = (hear: () => void) => {
        listeners.add(hear)
        return () => void listeners.delete(hear)
      }
      await waitReady({ wanted, listen, say, world, signal })
    },
    takeUp,
    async stop() {
      stopping.abort()
      await driver.stop()
      await packer.stop()
    },
  }
}
