import { isFormWorth } from '@relevo/core/patch'
import type { World } from '../ports.ts'
import type { ContentBook } from './content-book.ts'
import { SMALLEST } from './forms.ts'
import type { Job } from './next-job.ts'
import { hasBytes, NOTHING, type PatchEvent, patchAfter } from './patch.ts'
import type { PatchBook } from './patch-book.ts'
import type { PackedFiles, Packer } from './ports.ts'
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
  world: Pick<World, 'warn'>
}

/**
 * Do a job, and keep what comes of it. What cannot be made is tried again, and given up after three times; what is called off is not
 * counted.
 *
 * @throws RelevoError `no-space`, and whatever keeps the store from writing: nobody's fault, and to be tried again later
 */
export function perform(job: Job, hands: Hands, signal: AbortSignal): Promise<void> {
  return job.do === 'compress' ? compress(job, hands, signal) : makePatch(job, hands, signal)
}

async function compress(
  { content: { sha256, size }, form }: Extract<Job, { do: 'compress' }>,
  { packer, files, contents, weigh, targets, world }: Hands,
  signal: AbortSignal,
): Promise<void> {
  try {
    const packed = await packer.compress(sha256, form, signal)
    const isKept = isFormWorth(size, packed.bytes)
    if (isKept) await files.keepForm(sha256, form, packed)
    else await files.forgoForm(sha256, form, packed)
    contents.put(sha256, form, isKept ? packed.bytes : 0)
  } catch (error) {
    if (signal.aborted) return
    if (isOutOfSpace(error)) throw error
    const isOver = contents.fail(sha256, form)
    world.warn(`${sha256} could not be made ${form}; ${isOver ? 'it is given up' : 'it is tried again'}`, error)
  }
  await weigh(targets())
}

async function makePatch(
  { target, pair }: Extract<Job, { do: 'patch' }>,
  { packer, files, contents, patches, world }: Hands,
  signal: AbortSignal,
): Promise<void> {
  const apply = (event: PatchEvent) => patches.apply(pair?.from, target, event)
  const fresh = pair?.fresh ?? target.contents
  const { gzip } = contents.full(fresh)
  // Its own head alone would be a good part of that.
  if (pair && gzip < SMALLEST) return void (await apply({ type: 'too-little', full: gzip }))
  const begun = await apply({ type: 'begun' })
  if (begun?.state.phase !== 'making') return
  const name = `the patch from ${pair?.from.version ?? 'nothing'} to ${target.version}`
  try {
    const packed = await packer.patch(pair?.from.files, target.files, signal)
    const sizes = { br: packed.br.bytes, gzip: packed.gzip.bytes, identity: packed.identity }
    const event: PatchEvent = { type: 'packed', sizes, full: contents.full(fresh) }
    const now = patches.get(pair?.from.list ?? NOTHING, target.list)?.state
    const after = patchAfter(now, event, pair === undefined)
    if (after && hasBytes(after)) await files.keepPatch(begun, packed)
    else await files.discard(packed)
    const kept = await apply(event)
    // Meanwhile nobody may want it any more.
    if (!kept) await files.removePatch(begun)
  } catch (error) {
    if (signal.aborted || isOutOfSpace(error)) await apply({ type: 'put-off' })
    if (signal.aborted) return
    if (isOutOfSpace(error)) throw error
    const why = (error instanceof Error ? error.message : String(error)).slice(0, 200)
    const failed = await apply({ type: 'failed', why })
    const isOver = failed?.state.phase !== 'making'
    world.warn(`${name} could not be made; ${isOver ? 'it is given up' : 'it is tried again'}`, error)
  }
}

function isOutOfSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'no-space'
}
