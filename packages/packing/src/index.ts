export { brotli, gzip } from './compress.ts'
export { compressor } from './compressor.ts'
export { encodePatch, type PatchOptions, type PatchSide } from './encode-patch.ts'
export { isPackable } from './is-packable.ts'
