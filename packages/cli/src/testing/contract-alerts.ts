import type { Reply } from './contract-deployments.ts'

/** An alert as the server tells it. */
type Told = Record<string, unknown> & { id: string; environment: string; state: string }

const UNKNOWN: Reply = { status: 404, code: 'alert-unknown' }

/** The documented API of alerts, without a fleet: they are what a test says, and change by what is done about them. */
export class ContractAlerts {
  all: Told[] = []
  /** Bodies of the calls that do something, in order of arrival. */
  readonly asked: Record<string, unknown>[] = []

  answer(method: string, url: URL, body: string): Reply | undefined {
    const [, api, alerts, id, deed] = url.pathname.split('/')
    if (api !== 'api' || alerts !== 'alerts') return undefined
    if (method === 'GET' && id === undefined) return this.#list(url.searchParams)
    if (method !== 'POST' || deed === undefined) return undefined
    const alert = this.all.find((one) => one.id === decodeURIComponent(id ?? ''))
    if (!alert) return UNKNOWN
    const fields = JSON.parse(body) as Record<string, unknown>
    this.asked.push(fields)
    return this.#deed(alert, deed, fields)
  }

  #list(query: URLSearchParams): Reply {
    const asked = (name: string) => query.get(name)
    const data = this.all.filter(
      ({ state, environment }) =>
        (asked('state') ?? state) === state && (asked('environment') ?? environment) === environment,
    )
    return { status: 200, data: data.slice(0, 2), count: data.length }
  }

  #deed(alert: Told, deed: string, fields: Record<string, unknown>): Reply {
    if (deed === 'acknowledge') {
      if (!alert.acknowledged && alert.state === 'resolved') return { status: 409, code: 'alert-resolved' }
      alert.acknowledged ??= { at: '2026-01-01T09:00:00.000Z', by: 'root', ...fields }
    }
    if (deed === 'silence') alert.silencedUntil = new Date(1_000 * Number(fields.seconds)).toISOString()
    if (deed === 'unsilence') delete alert.silencedUntil
    return { status: 200, data: alert }
  }
}
