export type { Kiosk } from '../ports.ts'
export type { NamedBy } from './device-name.ts'
export { type KioskOptions, kiosk } from './kiosk.ts'
