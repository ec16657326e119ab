import type { ServerCode } from '@relevo/core/errors'
import { isSteering, PREVIEW, steer } from './contract-rollouts.ts'
import { COURSES, LOOKS, type Step } from './courses.ts'
import type { Told } from './told.ts'

/** What a call gets: data and a status, or a refusal. */
export type Reply =
  | { status: number; data: unknown; count?: number }
  | { status: number; code: ServerCode; detail?: string }

const UNKNOWN: Reply = { status: 404, code: 'deployment-unknown' }
const RUNNING = ['pending', 'deploying']
const GOING_BACK = ['rolling-back', 'settling-back', 'checking-back', 'rolled-back']

/**
 * The documented API of deployments, without their work: each is on a course, and every `GET` of it alone takes it a step
 * further, so that whoever polls sees all of it.
 */
export class ContractDeployments {
  readonly all: Told[] = []
  /** Bodies of the calls that ask for something, in order of arrival. */
  readonly asked: Record<string, unknown>[] = []
  /** What the next deployment goes through. */
  course: Step[] = COURSES.success
  /** What a rollback goes through. */
  courseBack: Step[] = COURSES.takenBack
  /** What a health check finds at each target. */
  look: { verdict?: string; must?: boolean }[] = LOOKS.well
  /** What a plan is answered with beside its waves. */
  warnings: string[] = []
  /** Tablets that a retry gives one more try. */
  failed = 0
  readonly #ahead = new Map<string, Step[]>()
  readonly #isKnown: (version: string) => boolean

  /** @param isKnown is there such a release? */
  constructor(isKnown: (version: string) => boolean) {
    this.#isKnown = isKnown
  }

  answer(method: string, url: URL, body: string): Reply | undefined {
    const [, , , id, deed, more] = url.pathname.split('/')
    if (!url.pathname.startsWith('/api/deployments') || more !== undefined) return undefined
    const fields = method === 'POST' ? (JSON.parse(body) as Record<string, unknown>) : {}
    if (method === 'POST') this.asked.push(fields)
    if (method === 'POST' && id === 'plan') return this.#preview(fields)
    if (id === undefined) return method === 'POST' ? this.#request(fields, 'api') : this.#list(url.searchParams)
    if (method === 'POST' && id === 'promote') return this.#promote(fields)
    if (id === 'current') return this.#found(this.#live(url.searchParams.get('environment') ?? 'production'))
    const deployment = this.all.find((one) => one.id === decodeURIComponent(id))
    if (!deployment) return UNKNOWN
    if (method === 'POST') return this.#deed(deployment, deed ?? '', fields)
    this.#stepOf(deployment)
    return this.#found(deployment)
  }

  /** What lies ahead of a deployment from now on. */
  goOn(id: string, course: Step[]) {
    this.#ahead.set(id, structuredClone(course))
  }

  /** Take a deployment a step further on its course. */
  #stepOf(deployment: Told) {
    const { checks = [], output = [], ...fields } = this.#ahead.get(deployment.id)?.shift() ?? {}
    const told = typeof fields.status === 'string' && RUNNING.includes(fields.status)
    Object.assign(
      deployment,
      fields,
      told || fields.status === undefined ? {} : { finishedAt: endAfter(deployment.finishedAt) },
    )
    deployment.checks.push(...checks)
    deployment.output.push(...output)
  }

  #request(fields: Record<string, unknown>, trigger: string): Reply {
    const {
      version,
      environment = 'production',
      supersede = false,
      retry,
      ...more
    } = fields as { version: string; environment?: string } & Record<string, unknown>
    if (!this.#isKnown(version)) return { status: 404, code: 'release-unknown', detail: version }
    const running = this.all.find((one) => one.environment === environment && RUNNING.includes(one.status))
    const live = this.#live(environment)
    const same = running ?? (retry === true ? undefined : live)
    if (same?.version === version) return { status: 200, data: { ...brief(same), duplicate: true } }
    if (running && supersede !== true) return { status: 409, code: 'deployment-running', detail: running.id }
    if (running) this.#end(running, 'superseded')
    const deployment: Told = {
      id: `d${this.all.length + 1}`,
      environment,
      version,
      status: 'pending',
      phase: 'pending',
      timestamp: '2026-01-01T00:00:00.000Z',
      healthCheckPassed: null,
      rollbackAvailable: live !== undefined,
      previousDeploymentId: live?.id ?? null,
      ...(live && { previousVersion: live.version, rollbackTo: live.version }),
      trigger,
      force: false,
      ...more,
      checks: [],
      output: [],
    }
    this.all.push(deployment)
    this.#ahead.set(deployment.id, structuredClone(this.course))
    return { status: 202, data: brief(deployment) }
  }

  #promote({ from, to, ...more }: Record<string, unknown>): Reply {
    const source = this.#live(String(from))
    if (!source) return UNKNOWN
    if (source.healthCheckPassed !== true) return notPossible(`${source.version} is not healthy in ${from}`)
    const { commit } = source
    const origin = commit === undefined ? {} : { commit }
    return this.#request({ ...origin, ...more, version: source.version, environment: to }, 'promotion')
  }

  #deed(deployment: Told, deed: string, wish: Record<string, unknown>): Reply {
    const { phase } = deployment
    const { reason, to } = wish
    if (deed === 'approve' || deed === 'deny') {
      if (phase !== 'awaiting-approval') return notPossible(`it is ${phase}`)
      if (deed === 'deny') this.#end(deployment, 'denied', reason)
      else Object.assign(deployment, { phase: 'pending' })
    } else if (deed === 'abort') {
      if (deployment.reason === 'aborted') return { status: 200, data: brief(deployment) }
      if (!RUNNING.includes(deployment.status)) return notPossible(`it is ${phase}`)
      this.#end(deployment, 'aborted')
    } else if (deed === 'rollback') {
      if (GOING_BACK.includes(String(phase))) return { status: 200, data: brief(deployment) }
      if (deployment.rollbackAvailable !== true) return notPossible('there is nothing to go back to')
      Object.assign(deployment, {
        status: 'deploying',
        phase: 'rolling-back',
        ...(to !== undefined && { rollbackTo: to }),
        ...(reason !== undefined && { reason }),
      })
      this.#ahead.set(deployment.id, structuredClone(this.courseBack))
    } else if (deed === 'health-check') {
      this.#look(deployment)
    } else if (isSteering(deed)) {
      if (!RUNNING.includes(deployment.status) && deed !== 'retry') return notPossible(`it is ${phase}`)
      const course = steer(deployment, deed, wish)
      if (course) this.#ahead.set(deployment.id, structuredClone(course))
      if (deed === 'retry') return { status: 200, data: { ...brief(deployment), retried: this.failed } }
    } else return { status: 404, code: 'not-found' }
    return { status: 200, data: brief(deployment) }
  }

  #preview(fields: Record<string, unknown>): Reply {
    const { version, environment } = fields
    if (!this.#isKnown(String(version))) return { status: 404, code: 'release-unknown', detail: String(version) }
    return { status: 200, data: { ...PREVIEW, warnings: this.warnings.map((text) => `${environment}: ${text}`) } }
  }

  /** The look is over when it is answered: its rows are there, and count where they decide something. */
  #look(deployment: Told) {
    const rounds = deployment.checks as { round: string; attempt: number }[]
    const attempt = 1 + Math.max(0, ...rounds.filter(({ round }) => round === 'manual').map((one) => one.attempt))
    deployment.checks.push(...this.look.map((check) => ({ ...check, attempt })))
    const deciding = this.look.filter(({ must }) => must)
    const all = deciding.length > 0 && deciding.every(({ verdict }) => verdict === 'healthy')
    if (all) deployment.healthCheckPassed = true
    if (deciding.some(({ verdict }) => verdict === 'unhealthy')) deployment.healthCheckPassed = false
  }

  #end(deployment: Told, reason: string, detail?: unknown) {
    Object.assign(deployment, { status: 'failed', phase: 'failed', reason, ...(detail !== undefined && { detail }) })
    this.#ahead.delete(deployment.id)
  }

  #list(query: URLSearchParams): Reply {
    const kept = this.all.filter((one) =>
      ['environment', 'status', 'version'].every((name) => !query.has(name) || query.get(name) === one[name]),
    )
    const [limit, offset] = [Number(query.get('limit') ?? 50), Number(query.get('offset') ?? 0)]
    const rows = kept.reverse().slice(offset, offset + limit)
    return { status: 200, data: rows.map(brief), count: kept.length }
  }

  #live(environment: string): Told | undefined {
    return this.all.findLast((one) => one.environment === environment && one.status === 'success')
  }

  #found(deployment: Told | undefined): Reply {
    return deployment ? { status: 200, data: deployment } : UNKNOWN
  }
}

function notPossible(detail: string): Reply {
  return { status: 409, code: 'deployment-not-possible', detail }
}

/** Without its records, as in a list. */
function brief({ checks: _, output: __, ...deployment }: Told): object {
  return deployment
}

/** A minute after its request, and for each further end after the one before. */
function endAfter(before: unknown): string {
  return new Date(Date.parse(String(before ?? '2026-01-01T00:00:00.000Z')) + 60_000).toISOString()
}
