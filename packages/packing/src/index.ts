export { brotli, gzip } from './compress.ts'
