import type { AlertSettings } from '@relevo/core/alerts'
import type { Version } from '@relevo/core/release'
import type { World } from '../ports.ts'
import type { Tablet } from '../tablet.ts'
import type { AlertStore } from './ports.ts'

/** What the alerts keep to. */
export interface AlertRules {
  settings: AlertSettings
  /** Milliseconds between two notices of one that nobody has acknowledged; absent = each is told once. */
  remind?: number
  /** Milliseconds between two polls of a tablet. */
  poll: number
}

/** What the alerts work with. */
export interface AlertParts {
  store: AlertStore
  /** Every tablet, in any order. */
  tablets(): Iterable<Tablet>
  /** The release a tablet should run; `undefined` where nothing is current. */
  desiredOf(tablet: Tablet): Version | undefined
  /** Those that are set up. */
  environments: readonly string[]
  world: World
}
