import type { DeploymentState } from '@relevo/core/deployment'
import type { EventType, NewEvent } from '../event.ts'
import type { Deployment } from './deployment.ts'
import { waveLines } from './wave-lines.ts'

/** The lines of the log that a step of a deployment makes; none for steps nobody has to hear of. */
export function linesOf(before: DeploymentState, deployment: Deployment, at: number, actor?: string): NewEvent[] {
  const { state } = deployment
  const waves = waveLines(before, state).map(({ type, data }) => lineOf(type, deployment, data, at, actor))
  return [...waves, ...phaseLines(before, deployment, at, actor)]
}

function phaseLines(before: DeploymentState, deployment: Deployment, at: number, actor?: string): NewEvent[] {
  const { state } = deployment
  if (before.phase === state.phase) return []
  const line = (type: EventType, data: NewEvent['data'] = {}) => [lineOf(type, deployment, data, at, actor)]
  switch (state.phase) {
    case 'scheduled':
      return [...line('deployment-approved'), ...line('deployment-scheduled', { startAt: state.until })]
    case 'pending':
      return before.phase === 'awaiting-approval' ? line('deployment-approved') : []
    case 'preparing':
      return line('deployment-started')
    case 'success':
      return line('deployment-succeeded', healthOf(state.health))
    case 'failed': {
      const { reason, detail } = state
      const why = { reason, ...(detail !== undefined && { detail }), ...healthOf(state.health) }
      if (reason === 'superseded') return line('deployment-superseded', { reason, ...(detail && { by: detail }) })
      if (reason === 'denied') return line('deployment-denied', why)
      return line(reason === 'rollback-failed' ? 'deployment-rollback-failed' : 'deployment-failed', why)
    }
    case 'rolling-back':
    case 'rolled-back': {
      const { reason, detail, back } = state
      const why = { reason, ...(detail !== undefined && { detail }), to: back.version }
      return line(state.phase === 'rolled-back' ? 'deployment-rolled-back' : 'deployment-rolling-back', why)
    }
    default:
      return []
  }
}

/** A line about a deployment, with what a reader wants to know of it. */
export function lineOf(
  type: EventType,
  { id, environment, version, previous, user, commit, ref, trigger }: Deployment,
  data: NewEvent['data'],
  at: number,
  actor?: string,
): NewEvent {
  return {
    at,
    type,
    environment,
    subject: { kind: 'deployment', id },
    data: {
      version,
      trigger,
      ...(previous && { previous: previous.version }),
      ...(user !== undefined && { user }),
      ...(commit !== undefined && { commit }),
      ...(ref !== undefined && { ref }),
      ...data,
    },
    ...(actor !== undefined && { actor }),
  }
}

function healthOf(health: boolean | null): NewEvent['data'] {
  return health === null ? {} : { healthy: health }
}
