export { type WorkboxOptions, workbox } from './workbox.ts'
