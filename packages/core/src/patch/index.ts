export { applyPatch, type PatchPorts } from './apply-patch.ts'
export { hexOf } from './hex.ts'
export { contentsOf, listOf, readList } from './list.ts'
export { PatchRefusal, refuse } from './refusal.ts'
