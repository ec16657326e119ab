export { brotli, gzip } from './compress.ts'
export { encodePatch, type PatchOptions, type PatchSide } from './encode-patch.ts'
