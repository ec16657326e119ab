import { duration } from '../wording/units.ts'
import type { DeploymentRow } from './deployment.ts'

/**
 * How long a deployment took, in words; nothing while it goes on. One that was taken back by hand lived for a while in
 * between, which says nothing.
 */
export function took({ startedAt, finishedAt, reason }: DeploymentRow): string {
  if (startedAt === undefined || finishedAt === undefined || reason === 'manual') return ''
  return duration(Date.parse(finishedAt) - Date.parse(startedAt))
}
