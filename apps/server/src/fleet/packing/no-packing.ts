import { RelevoError } from '@relevo/core/errors'
import type { Packing } from './packing.ts'

const NONE: readonly string[] = []

/** Nothing is packed: whatever is sent is sent as it is. */
export const NO_PACKING: Packing = {
  patchesTo: () => NONE,
  hasWhole: () => false,
  doubt: () => undefined,
  listOf: () => undefined,
  revision: () => 0,
  async patch(from, to) {
    throw new RelevoError('not-found', `a patch from ${from ?? 'nothing'} to ${to}`)
  },
  missed: () => undefined,
  async progress(version) {
    throw new RelevoError('not-found', `the packing of ${version}`)
  },
  ask: () => undefined,
  look: () => undefined,
  moved: () => undefined,
  ready: async () => undefined,
  takeUp: async () => undefined,
  stop: async () => undefined,
}
