import { RelevoError } from '@relevo/core/errors'

/** Of what is written a browser counts a little more than the bytes. */
const OVERHEAD = 1.1

/**
 * Make sure that so many bytes can be stored, before one is downloaded. A browser that does not tell, or flatters, shows
 * it when it refuses a file.
 *
 * @param sweep frees what nobody needs any more; `spare`: the release before counts as such
 * @throws RelevoError `no-space`, with what is needed and what there is
 */
export async function makeRoom(bytes: number, sweep: (spare: boolean) => Promise<void>): Promise<void> {
  const needed = bytes * OVERHEAD
  let left = await free()
  for (const spare of [false, true]) {
    if (left >= needed) return
    await sweep(spare)
    left = await free()
  }
  if (left < needed) throw new RelevoError('no-space', `${Math.ceil(needed)} of ${left} bytes`)
}

async function free(): Promise<number> {
  const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await storageUse()
  return quota - usage
}

/** In bytes, as far as the browser tells. */
export async function storageUse(): Promise<StorageEstimate> {
  return (await navigator.storage?.estimate?.()) ?? {}
}
