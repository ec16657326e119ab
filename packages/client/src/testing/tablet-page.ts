import type { Hint, Report } from '@relevo/core/protocol'
import { watchEarly } from '../early.ts'
import { openKeep } from '../keep.ts'
import { manageUpdates } from '../manage-updates.ts'
import { readOptions, type UpdateManagerOptions } from '../options.ts'
import type { Answers, Carrier, Channel, Kiosk, Prompt, Question, Site } from '../ports.ts'
import { LoopbackWorker } from './loopback-worker.ts'
import { PushedClock, settled } from './pushed-clock.ts'
import { SmallWindow } from './small-window.ts'

const NOBODY: Answers = { accept: () => undefined, later: () => undefined }

/** One page of a tablet, with every port in the test's hands. It outlives the page: `launch` again is a reload. */
export class TabletPage {
  readonly clock = new PushedClock()
  readonly window = new SmallWindow()
  readonly worker = new LoopbackWorker()
  tablet = 'lobby-1'
  versionUrl = 'http://panel.test/config/version.json'
  withWorker = true
  carrier: Carrier | undefined
  kiosk: Kiosk | undefined
  /** What the server answers; `undefined` is no answer at all. */
  versionJson: Record<string, unknown> | string | undefined = { version: 'r1' }
  pageStatus = 200
  pageText = '<title>Panel</title>'
  /** What the server says of scripts and styles that are not as they should be, by path. */
  assets: Record<string, { status: number; type: string }> = {}
  assetLooks: string[] = []
  /** Answers that come before `versionJson`, one each. */
  versionJsons: Record<string, unknown>[] = []
  /** The queries of the check-ins so far. */
  checkIns: Record<string, string>[] = []
  /** Where access is by enrolment: the secrets that are good, by tablet; `undefined` is a server that hears everybody. */
  secrets: Map<string, string> | undefined
  /** What is good for an enrolment. */
  codes = new Set<string>()
  /** How enrolments end instead: as the server answers them, or `away`. */
  enrolmentsEnd: Response | 'away' | undefined
  /** Enrolments asked for so far. */
  enrolments: Record<string, string>[] = []
  /** What the check-ins were signed with. */
  signed: (string | undefined)[] = []
  /** What happens before the manager starts. */
  earlier: (window: SmallWindow) => void = () => undefined
  pageLooks = 0
  /** The addresses of these looks. */
  looked: string[] = []
  reports: Report[] = []
  /** How the channel was started, each time. */
  sites: Site[] = []
  question: Question | undefined
  answers: Answers = NOBODY
  hint: (hint: Hint) => void = () => {
    throw new Error('the channel was not started')
  }

  readonly #fetch = async (input: unknown, { method, headers, body }: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input))
    if (method === 'HEAD') {
      this.assetLooks.push(`HEAD ${url.pathname}`)
      const { status = 200, type = '' } = this.assets[url.pathname] ?? {}
      return new Response(null, { status, headers: { 'content-type': type } })
    }
    if (url.pathname === '/api/enrol') return this.#enrol(JSON.parse(String(body)))
    if (!url.pathname.endsWith('/config/version.json')) {
      this.pageLooks++
      this.looked.push(url.href)
      return new Response(this.pageText, { status: this.pageStatus, headers: { 'content-type': 'text/html' } })
    }
    this.checkIns.push(Object.fromEntries(url.searchParams))
    const { authorization } = (headers ?? {}) as Record<string, string>
    this.signed.push(authorization)
    const good = this.secrets?.get(url.searchParams.get('tablet') ?? '')
    const isStrange = this.secrets && (!good || authorization !== `Bearer ${good}`)
    const how = { headers: isStrange ? { 'relevo-access': 'enrol' } : {} }
    const [first] = this.versionJsons.splice(0, 1)
    if (first) return new Response(JSON.stringify(first), how)
    if (this.versionJson === undefined) throw new TypeError('Failed to fetch')
    const text = typeof this.versionJson === 'string' ? this.versionJson : JSON.stringify(this.versionJson)
    return new Response(text, how)
  }

  #enrol(request: Record<string, string>): Response {
    this.enrolments.push(request)
    const { tablet = '', code, key } = request
    if (this.enrolmentsEnd === 'away') throw new TypeError('Failed to fetch')
    if (this.enrolmentsEnd) return this.enrolmentsEnd.clone()
    if (!this.codes.delete(code ?? '') && !this.codes.has(key ?? '')) {
      const error = { code: 'enrolment-refused', message: '', do: '', detail: 'used up' }
      return new Response(JSON.stringify({ success: false, error }), { status: 403 })
    }
    const secret = `rls_${String(this.enrolments.length).padStart(40, 'x')}`
    this.secrets?.set(tablet, secret)
    return new Response(JSON.stringify({ success: true, data: { tablet, secret } }))
  }

  readonly #channel: Channel = {
    start: (site) => {
      this.sites.push(site)
      this.hint = site.onHint
    },
    report: (report) => void this.reports.push(report),
    stop: () => undefined,
  }

  readonly #prompt: Prompt = {
    show: (question, answers) => {
      this.question = question
      this.answers = answers
    },
    hide: () => {
      this.question = undefined
    },
  }

  async launch(version: string, options: Partial<UpdateManagerOptions> = {}) {
    const manager = this.start(version, options)
    await settled()
    return manager
  }

  start(version: string, options: Partial<UpdateManagerOptions> = {}) {
    const early = watchEarly(this.window.view, this.clock)
    this.earlier(this.window)
    const ports = {
      clock: this.clock,
      fetch: this.#fetch as typeof fetch,
      view: this.window.view,
      keep: openKeep(this.window.view),
      openLink: this.withWorker ? this.worker.openLink : undefined,
      channel: this.#channel,
      carrier: this.carrier,
      kiosk: this.kiosk,
      prompt: this.#prompt,
    }
    const settings = readOptions({ inUse: 0, ...options, version })
    return manageUpdates(settings, this.tablet, this.versionUrl, ports, early)
  }
}
