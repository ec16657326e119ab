import { join } from 'node:path'
import { PATCH_CHANGES } from '../fleet/live/changes.ts'
import { ringing } from '../fleet/live/ringing.ts'
import type { PackingParts } from '../fleet/packing/packing-parts.ts'
import type { PatchStore } from '../fleet/packing/ports.ts'
import { createPacker } from '../packing/index.ts'
import type { Surroundings } from './open-surroundings.ts'
import { secrets } from './secrets.ts'

/** What releases are packed with: a thread over the files of the store. */
export function packingParts({
  config,
  store,
  files,
  packed,
  bell,
}: Pick<Surroundings, 'config' | 'store' | 'files' | 'packed' | 'bell'>): PackingParts {
  return {
    store: ringing<PatchStore>(store.patches, PATCH_CHANGES, bell),
    packer: createPacker({ sourceOf: (sha256) => join(files.root, files.pathOf(sha256)), newPlace: packed.newPlace }),
    files: packed,
    digest: secrets.digest,
    from: config.patches.from,
  }
}
