import { type DeploymentState, isRunning, statusOf } from '@relevo/core/deployment'
import type { Plan } from '@relevo/core/waves'
import type { Deployment, Trigger } from '../fleet/deployments/deployment.ts'
import type { OutputLine } from '../fleet/deployments/ports.ts'
import type { DeploymentOutputRow, DeploymentRow } from './tables.ts'

export function toDeployment(row: DeploymentRow): Deployment {
  const { id, environment, version, at, revision, previous_version, previous_deployment } = row
  return {
    id,
    environment,
    version,
    trigger: row.trigger as Trigger,
    force: row.force === 1,
    retry: row.retry === 1,
    ...(row.notes !== null && { notes: row.notes }),
    ...(row.commit !== null && { commit: row.commit }),
    ...(row.ref !== null && { ref: row.ref }),
    ...(row.user !== null && { user: row.user }),
    ...(row.key !== null && { key: row.key }),
    at,
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    ...(previous_version !== null &&
      previous_deployment !== null && { previous: { version: previous_version, deployment: previous_deployment } }),
    ...(row.plan !== null && { plan: JSON.parse(row.plan) as Plan }),
    ...(row.start_at !== null && { startAt: row.start_at }),
    state: JSON.parse(row.state) as DeploymentState,
    revision,
  }
}

export function fromDeployment(deployment: Deployment): DeploymentRow {
  const { id, environment, version, trigger, force, retry, at, previous, state, revision } = deployment
  return {
    id,
    environment,
    version,
    trigger,
    force: force ? 1 : 0,
    retry: retry ? 1 : 0,
    notes: deployment.notes ?? null,
    commit: deployment.commit ?? null,
    ref: deployment.ref ?? null,
    user: deployment.user ?? null,
    key: deployment.key ?? null,
    at,
    started_at: deployment.startedAt ?? null,
    finished_at: deployment.finishedAt ?? null,
    previous_version: previous?.version ?? null,
    previous_deployment: previous?.deployment ?? null,
    status: statusOf(state.phase),
    phase: state.phase,
    state: JSON.stringify(state),
    plan: deployment.plan ? JSON.stringify(deployment.plan) : null,
    start_at: deployment.startAt ?? null,
    running: isRunning(state) ? 1 : 0,
    revision,
  }
}

export function toOutputLine({
  at,
  step,
  stream,
  text,
}: DeploymentOutputRow | Omit<DeploymentOutputRow, 'seq'>): OutputLine {
  return { at, step: step as OutputLine['step'], stream: stream as OutputLine['stream'], text }
}
