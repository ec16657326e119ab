import type { Version } from '@relevo/core/release'
import type { World } from '../ports.ts'
import type { Release } from '../release.ts'
import type { FleetView } from './find-targets.ts'
import type { PackedFiles, Packer, PatchStore } from './ports.ts'

/** What packing is done with. */
export interface PackingParts {
  store: PatchStore
  packer: Packer
  files: PackedFiles
  /** SHA-256 of a text, as hex. */
  digest(text: string): string
  /** Latest former releases that patches are made from; 0: no patches. */
  from: number
}

/** What packing knows of the fleet. */
export interface PackedFleet {
  view: FleetView
  release(version: Version): Promise<Release | undefined>
  world: Pick<World, 'now' | 'wait' | 'warn'>
}
