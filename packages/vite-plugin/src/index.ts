export { type RelevoOptions, relevo } from './relevo.ts'
