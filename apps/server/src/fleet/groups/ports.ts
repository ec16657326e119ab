import type { NewEvent } from '../event.ts'
import type { Group } from './group.ts'

/** Keeps what is set up of groups. Every change is one transaction with its event. */
export interface GroupStore {
  /** By name. */
  all(): Promise<Group[]>
  put(group: Group, event: NewEvent): Promise<void>
  remove(name: string, event: NewEvent): Promise<void>
}
