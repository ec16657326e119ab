import type { Tablet } from '../tablet.ts'
import type { Card } from './card.ts'

/** A name that a tablet went by before, or goes by in another place. */
export interface Alias {
  /** The other name. */
  id: string
  /** The tablet it stands for; never an alias itself. */
  tablet: string
  /**
   * What was known by that name when a page claimed to have borne it, to be given back when somebody else still bears it.
   * Absent when a person said that both are one.
   */
  kept?: { tablet: Tablet; card: Card }
}
