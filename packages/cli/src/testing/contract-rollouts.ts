import { CANARY_COURSES } from './canary-courses.ts'
import type { Step } from './courses.ts'
import type { Told } from './told.ts'

const STEERING = ['pause', 'resume', 'promote', 'retry'] as const

/** What is done to a deployment on its way through the fleet. */
type Steering = (typeof STEERING)[number]

export function isSteering(deed: string): deed is Steering {
  return STEERING.includes(deed as Steering)
}

/**
 * Do it as the documented API does; the same again changes nothing.
 *
 * @returns what the deployment goes through from now on; nothing when it goes on as it would
 */
export function steer(deployment: Told, deed: Steering, wish: Record<string, unknown>): Step[] | undefined {
  if (deed === 'pause') {
    const { reason } = wish
    const detail = reason === undefined ? {} : { detail: reason }
    deployment.paused ??= { at: '2026-01-01T00:00:30.000Z', why: 'operator', ...detail }
    return undefined
  }
  if (deed === 'resume') {
    delete deployment.paused
    if (wish.acceptErrors === true) delete deployment.brake
    return undefined
  }
  if (deed === 'promote') return promoted(deployment, wish.all === true)
  return undefined
}

function promoted(deployment: Told, all: boolean): Step[] {
  if (deployment.phase === 'previewing') {
    Object.assign(deployment, { phase: 'deploying' })
    return CANARY_COURSES.switched
  }
  Object.assign(deployment, all ? { phase: 'promoting' } : { phase: 'spreading', wave: Number(deployment.wave) + 1 })
  return CANARY_COURSES.canary.slice(-1)
}

/** What `POST /api/deployments/plan` answers, but for its warnings. */
export const PREVIEW = {
  strategy: 'canary',
  plan: {
    strategy: 'canary',
    waves: [
      { tags: ['qa'], bake: 0, success: 1, error: 0.05, approval: false },
      { percent: 5, bake: 600, success: 0.9, error: 0.05, approval: true },
      { percent: 100, bake: 5400, success: 0.9, error: 0.025, approval: false },
    ],
    onError: 'pause',
  },
  waves: [
    { wave: 1, tags: ['qa'], members: 2, online: 2, examples: ['desk-1', 'desk-2'] },
    { wave: 2, percent: 5, members: 61, online: 58, examples: ['lobby-1'] },
    { wave: 3, percent: 100, members: 1201, online: 1180, examples: [] },
  ],
}
