import { isFormWorth } from '@relevo/core/patch'
import type { World } from '../ports.ts'
import { checkPatch } from './check-patch.ts'
import type { ContentBook } from './content-book.ts'
import { isOutOfSpace, isPassing, needRoom } from './faults.ts'
import { SMALLEST } from './forms.ts'
import type { Job } from './next-job.ts'
import { hasBytes, NOTHING, type PatchEvent, patchAfter } from './patch.ts'
import type { PatchBook } from './patch-book.ts'
import type { Packed, PackedFiles, PackedPatch, Packer } from './ports.ts'
import type { Suspects } from './suspects.ts'
import type { Target } from './target.ts'
import type { Weigh } from './weigh.ts'

/** What jobs are done with. */
export interface Hands {
  packer: Packer
  files: PackedFiles
  contents: ContentBook
  patches: PatchBook
  weigh: Weigh
  targets(): readonly Target[]
  suspects: Suspects
  world: Pick<World, 'now' | 'warn'>
}

/** `later`: it did not work out, and whatever is still to be made of it is tried again after a while. */
export type Performed = 'over' | 'later'

/**
 * Do a job, and keep what comes of it. What cannot be made is given up after three times. What is called off is not counted, and neither
 * is what the machine keeps from being done.
 *
 * @throws RelevoError `no-space`, and whatever keeps the database from writing: it concerns every job
 */
export function perform(job: Job, hands: Hands, signal: AbortSignal): Promise<Performed> {
  if (job.do === 'check') return checkPatch(job.suspect, hands, signal)
  return job.do === 'compress' ? compress(job, hands, signal) : makePatch(job, hands, signal)
}

async function compress(
  { content: { sha256, size }, form }: Extract<Job, { do: 'compress' }>,
  { packer, files, contents, weigh, targets, world }: Hands,
  signal: AbortSignal,
): Promise<Performed> {
  let packed: Packed | undefined
  let performed: Performed = 'over'
  try {
    await needRoom(files, size)
    packed = await packer.compress(sha256, form, signal)
    const isKept = isFormWorth(size, packed.bytes)
    if (isKept) await files.keepForm(sha256, form, packed)
    else await files.forgoForm(sha256, form, packed)
    contents.put(sha256, form, isKept ? packed.bytes : 0)
  } catch (error) {
    if (packed) await files.discard(packed)
    if (signal.aborted) return 'over'
    if (isOutOfSpace(error)) throw error
    const isOver = !isPassing(error) && contents.fail(sha256, form)
    world.warn(`${sha256} could not be made ${form}; ${isOver ? 'it is given up' : 'it is tried again'}`, error)
    performed = 'later'
  }
  await weigh(targets())
  return performed
}

async function makePatch(
  { target, pair }: Extract<Job, { do: 'patch' }>,
  { packer, files, contents, patches, world }: Hands,
  signal: AbortSignal,
): Promise<Performed> {
  const apply = (event: PatchEvent) => patches.apply(pair?.from, target, event)
  const fresh = pair?.fresh ?? target.contents
  const { gzip } = contents.full(fresh)
  // Its own head alone would be a good part of that.
  if (pair && gzip < SMALLEST) {
    await apply({ type: 'too-little', full: gzip })
    return 'over'
  }
  await needRoom(
    files,
    fresh.reduce((all, { size }) => all + size, 0),
  )
  const begun = await apply({ type: 'begun' })
  if (begun?.state.phase !== 'making') return 'over'
  let packed: PackedPatch
  try {
    packed = await packer.patch(pair?.from.files, target.files, signal)
  } catch (error) {
    const isCounted = !signal.aborted && !isPassing(error)
    const after = await apply(isCounted ? { type: 'failed', why: worded(error) } : { type: 'put-off' })
    if (signal.aborted) return 'over'
    if (isOutOfSpace(error)) throw error
    const isOver = after?.state.phase !== 'making'
    const name = `the patch from ${pair?.from.version ?? 'nothing'} to ${target.version}`
    world.warn(`${name} could not be made; ${isOver ? 'it is given up' : 'it is tried again'}`, error)
    return 'later'
  }
  try {
    const sizes = { br: packed.br.bytes, gzip: packed.gzip.bytes, identity: packed.identity }
    const event: PatchEvent = { type: 'packed', sizes, full: contents.full(fresh) }
    const now = patches.get(pair?.from.list ?? NOTHING, target.list)?.state
    const after = patchAfter(now, event, pair === undefined)
    if (after && hasBytes(after)) await files.keepPatch(begun, packed)
    else await files.discard(packed.br, packed.gzip)
    const kept = await apply(event)
    // Meanwhile nobody may want it any more.
    if (!kept) await files.removePatch(begun)
  } catch (error) {
    // It was made: that it cannot be kept is no fault of its own.
    await files.discard(packed.br, packed.gzip)
    await apply({ type: 'put-off' })
    throw error
  }
  return 'over'
}

function worded(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200)
}
