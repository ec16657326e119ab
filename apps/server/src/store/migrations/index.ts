import type { Migration } from 'kysely/migration'
import { start } from './0001-start.ts'
import { emergency } from './0002-emergency.ts'

/** Every migration by its name, which is also its place in the order. Forward only; one that was released never changes. */
export const MIGRATIONS: Record<string, Migration> = { '0001-start': start, '0002-emergency': emergency }
