import type { Version } from '@relevo/core/release'
import type { World } from '../ports.ts'
import { isSettled, type PatchState } from './patch.ts'

/** A patch that tablets wait for. */
interface Awaited {
  from: Version
  state: PatchState | undefined
}

/** A deployment waits no longer for its patches, ms: tablets can do without. */
const LONGEST = 60_000

/**
 * Wait until patches are there, or are not going to be.
 *
 * @param wanted how they stand
 * @param listen to changes of that
 * @param say what there is to tell
 * @param signal calls it off
 */
export async function waitReady({
  wanted,
  listen,
  say,
  world,
  signal,
}: {
  wanted(): readonly Awaited[]
  listen(hear: () => void): () => void
  say(text: string): void
  world: Pick<World, 'now' | 'wait'>
  signal: AbortSignal
}): Promise<void> {
  const timer = new AbortController()
  const over = AbortSignal.any([timer.signal, signal])
  const told = new Set<Version>()
  const tell = () => {
    const open = wanted().filter(({ state }) => !isSettled(state))
    for (const { from, state } of wanted()) {
      if (state === undefined || !isSettled(state) || told.has(from)) continue
      told.add(from)
      say(`patch from ${from}: ${worded(state)}`)
    }
    return open
  }
  const first = tell()
  if (first.length === 0) return
  say(`waiting for ${first.length === 1 ? 'the patch' : 'patches'} from ${first.map(({ from }) => from).join(', ')}`)
  const { promise: done, resolve } = Promise.withResolvers<void>()
  const deaf = listen(() => {
    if (tell().length === 0) resolve()
  })
  try {
    // What came between the look and the listening.
    if (tell().length > 0) await Promise.race([done, world.wait(world.now() + LONGEST, over)])
  } finally {
    deaf()
    timer.abort()
  }
  const left = wanted().filter(({ state }) => !isSettled(state))
  if (left.length > 0 && !signal.aborted)
    say(
      `going on without: ${left.map(({ from }) => from).join(', ')}; tablets with those download whole files meanwhile`,
    )
}

function worded(state: PatchState): string {
  switch (state.phase) {
    case 'made':
      return `${state.sizes.br} bytes as brotli${state.full === undefined ? '' : ` in place of ${state.full}`}`
    case 'pointless':
      return `not worth having in place of ${state.full} bytes`
    case 'failed':
      return `could not be made (${state.why})`
    default:
      return 'not there yet'
  }
}
