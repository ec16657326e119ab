import type { LadderRules } from '@relevo/core/ladder'
import type { Returning } from '../enrolment/returning.ts'
import type { Fleet } from '../fleet.ts'
import type { MaintenanceWindow } from '../groups/maintenance-window.ts'
import type { KioskReach } from '../kiosks/reach.ts'
import type { Hints, World } from '../ports.ts'
import type { LadderStore } from './ports.ts'
import type { ServedCheck } from './served-check.ts'

/** How ladders are set up. */
export interface LadderSettings extends LadderRules {
  /** When nothing is to be done that people notice. */
  quiet?: MaintenanceWindow
}

/** What the ladders of a fleet work with. */
export interface LadderParts {
  store: LadderStore
  fleet: Pick<Fleet, 'eachTablet' | 'tablet' | 'desiredOf' | 'tablets' | 'groups' | 'environments' | 'release'>
  kiosks: KioskReach
  hints: Pick<Hints, 'nudge'>
  isServed: ServedCheck
  /** Its page is there, and is not heard because it has not signed in. */
  isStranger(tablet: string): boolean
  /** What lets tablets in again that lost their secret. */
  access: Pick<Returning, 'isEnrolled' | 'codeFor'>
  /** Where the app of an environment is, for a kiosk app whose own address is not known; as far as that is known. */
  addressOf(environment: string): string | undefined
  world: World
}
