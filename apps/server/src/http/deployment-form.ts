import { type BackTo, DEPLOYMENT_STATUSES, type DeploymentState, isCandidate, statusOf } from '@relevo/core/deployment'
import { AT_ONCE, STRATEGIES } from '@relevo/core/waves'
import { z } from 'zod'
import type { Counts } from '../fleet/assignments/count-tablets.ts'
import type { Check, Deployment } from '../fleet/deployments/deployment.ts'
import type { OutputLine } from '../fleet/deployments/ports.ts'
import { iso, TIME } from './forms.ts'
import { SHOWN_PLAN, shownPlan } from './plan-form.ts'
import { SPREAD, shownSpread, shownWaves, WAVE_NOW } from './spread-form.ts'

const CHECK = z.object({
  round: z.enum(['forward', 'back', 'manual']).describe('`back`: of the release that was gone back to'),
  attempt: z.number(),
  target: z.string(),
  must: z.boolean().describe('It decides'),
  verdict: z.enum(['healthy', 'unhealthy', 'unmeasured']).describe('`unmeasured`: it could not be looked at'),
  status: z.number().optional().describe('HTTP status, or exit code'),
  latency: z.number().describe('Milliseconds'),
  address: z.string().optional(),
  excerpt: z.string().optional(),
  detail: z.string().optional(),
  at: TIME,
})

const OUTPUT = z.object({
  at: TIME,
  step: z.enum(['prepare', 'deploy', 'roll-back']),
  stream: z.enum(['stdout', 'stderr']),
  text: z.string(),
})

/** A deployment, as lists show it. */
export const DEPLOYMENT = z.object({
  id: z.string(),
  environment: z.string(),
  version: z.string(),
  commit: z.string().optional(),
  ref: z.string().optional(),
  user: z.string().optional(),
  timestamp: TIME.describe('When it was asked for; ISO 8601, UTC'),
  status: z.enum(DEPLOYMENT_STATUSES),
  phase: z.string().describe('Where it stands, finer than `status`'),
  reason: z.string().optional().describe('Why it failed or went back'),
  detail: z.string().optional(),
  healthCheckPassed: z.boolean().nullable().describe('What the last look said; null while nothing is known'),
  rollbackAvailable: z.boolean().describe('POST /:id/rollback would work now'),
  rollbackTo: z.string().optional().describe('The release it goes, or went, back to'),
  previousDeploymentId: z.string().nullable(),
  previousVersion: z.string().optional(),
  trigger: z.enum(['api', 'notify', 'webhook', 'promotion']),
  force: z.boolean(),
  notes: z.string().optional(),
  strategy: z.enum(STRATEGIES).describe('How it spreads'),
  plan: SHOWN_PLAN.optional().describe('Absent for `all`'),
  startAt: TIME.optional().describe('Not before'),
  previewUrl: z.string().optional().describe('Where a blue-green candidate stands'),
  ...SPREAD,
  startedAt: TIME.optional(),
  finishedAt: TIME.optional(),
})

/** A deployment with everything that is known of it. */
export const WHOLE_DEPLOYMENT = DEPLOYMENT.extend({
  waves: z.array(WAVE_NOW).describe('Of a canary, with the tablets in each'),
  checks: z.array(CHECK).describe('Every look at its health, oldest first'),
  output: z.array(OUTPUT).describe('What its commands printed, oldest first'),
})

/**
 * A deployment as the API shows it.
 *
 * @param wayBack where a rollback would lead now
 * @param preview where its environment shows what is not switched to yet
 */
export function shown(
  deployment: Deployment,
  wayBack: BackTo | undefined,
  preview?: string,
): z.output<typeof DEPLOYMENT> {
  const { plan = AT_ONCE } = deployment
  const { id, environment, version, commit, ref, user, at, state, previous, trigger, force, notes } = deployment
  const back = 'back' in state ? state.back : wayBack
  return {
    id,
    environment,
    version,
    ...(commit !== undefined && { commit }),
    ...(ref !== undefined && { ref }),
    ...(user !== undefined && { user }),
    timestamp: iso(at),
    status: statusOf(state.phase),
    phase: state.phase,
    ...('reason' in state && { reason: state.reason }),
    ...('detail' in state && state.detail !== undefined && { detail: state.detail }),
    healthCheckPassed: healthOf(state),
    rollbackAvailable: wayBack !== undefined,
    ...(back && { rollbackTo: back.version }),
    previousDeploymentId: previous?.deployment ?? null,
    ...(previous && { previousVersion: previous.version }),
    trigger,
    force,
    ...(notes !== undefined && { notes }),
    strategy: plan.strategy,
    ...(deployment.plan && { plan: shownPlan(plan) }),
    ...(deployment.startAt !== undefined && { startAt: iso(deployment.startAt) }),
    ...(preview !== undefined && plan.strategy === 'blue-green' && isCandidate(state) && { previewUrl: preview }),
    ...shownSpread(deployment),
    ...(deployment.startedAt !== undefined && { startedAt: iso(deployment.startedAt) }),
    ...(deployment.finishedAt !== undefined && { finishedAt: iso(deployment.finishedAt) }),
  }
}

/** The same with its checks and output. */
export function shownWhole(
  deployment: Deployment,
  wayBack: BackTo | undefined,
  checks: readonly Check[],
  output: readonly OutputLine[],
  counts: Counts | undefined,
  preview?: string,
): z.output<typeof WHOLE_DEPLOYMENT> {
  return {
    ...shown(deployment, wayBack, preview),
    waves: shownWaves(deployment, counts),
    checks: checks.map((check) => ({ ...check, at: iso(check.at) })),
    output: output.map((line) => ({ ...line, at: iso(line.at) })),
  }
}

function healthOf(state: DeploymentState): boolean | null {
  return 'health' in state ? state.health : null
}
