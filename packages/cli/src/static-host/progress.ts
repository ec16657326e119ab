import type { Version } from '@relevo/core/release'

/** How far the packing of a folder is. `done` and `total` are bytes of files, or steps of a patch. */
export type PackProgress =
  | { step: 'compressing'; files: number; done: number; total: number }
  | { step: 'patching'; from: Version | undefined; done: number; total: number }
