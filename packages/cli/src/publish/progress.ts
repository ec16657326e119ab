import type { Packing } from '../releases/read-packing.ts'

/** How far a publication is. `bytes` counts what left this machine; a retried file counts once. */
export type PublishProgress =
  | { step: 'reading'; folder: string }
  | { step: 'uploading'; filesTotal: number; bytes: number; bytesTotal: number; saved: number }
  | { step: 'packing'; version: string; packing: Packing }
  | { step: 'notifying'; environment: string }
