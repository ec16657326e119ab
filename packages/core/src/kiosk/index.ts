export { APPS, type App } from './app.ts'
export { DEEDS, type Deed, type KioskCommand } from './command.ts'
