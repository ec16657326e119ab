import type { MaintenanceWindow } from './maintenance-window.ts'

/** What is set up of a group. Which tablets are in it their cards say. */
export interface Group {
  name: string
  /** When its tablets may get a release; at any time without it. */
  window?: MaintenanceWindow
  notes?: string
}

/** Something else to set up; `null` takes it back, and what is absent stays. */
export type GroupChange = { [K in keyof Omit<Group, 'name'>]?: Group[K] | null }
