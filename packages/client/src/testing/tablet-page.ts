import type { Hint, Report } from '@relevo/core/protocol'
import { openKeep } from '../keep.ts'
import { manageUpdates } from '../manage-updates.ts'
import { readOptions, type UpdateManagerOptions } from '../options.ts'
import type { Answers, Carrier, Channel, Kiosk, Prompt, Question } from '../ports.ts'
import { LoopbackWorker } from './loopback-worker.ts'
import { PushedClock, settled } from './pushed-clock.ts'
import { SmallWindow } from './small-window.ts'

const NOBODY: Answers = { accept: () => undefined, later: () => undefined }

/** One page of a tablet, with every port in the test's hands. It outlives the page: `launch` again is a reload. */
export class TabletPage {
  readonly clock = new PushedClock()
  readonly window = new SmallWindow()
  readonly worker = new LoopbackWorker()
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
  pageLooks = 0
  /** The addresses of these looks. */
  looked: string[] = []
  reports: Report[] = []
  question: Question | undefined
  answers: Answers = NOBODY
  hint: (hint: Hint) => void = () => {
    throw new Error('the channel was not started')
  }

  readonly #fetch = async (input: unknown, { method }: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input))
    if (method === 'HEAD') {
      this.assetLooks.push(`HEAD ${url.pathname}`)
      const { status = 200, type = '' } = this.assets[url.pathname] ?? {}
      return new Response(null, { status, headers: { 'content-type': type } })
    }
    if (!url.pathname.endsWith('/config/version.json')) {
      this.pageLooks++
      this.looked.push(url.href)
      return new Response(this.pageText, { status: this.pageStatus, headers: { 'content-type': 'text/html' } })
    }
    this.checkIns.push(Object.fromEntries(url.searchParams))
    const [first] = this.versionJsons.splice(0, 1)
    if (first) return new Response(JSON.stringify(first))
    if (this.versionJson === undefined) throw new TypeError('Failed to fetch')
    const text = typeof this.versionJson === 'string' ? this.versionJson : JSON.stringify(this.versionJson)
    return new Response(text)
  }

  readonly #channel: Channel = {
    start: ({ onHint }) => {
      this.hint = onHint
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
    const manager = manageUpdates(
      readOptions({ inUse: 0, ...options, version }),
      'lobby-1',
      'http://panel.test/config/version.json',
      {
        clock: this.clock,
        fetch: this.#fetch as typeof fetch,
        view: this.window.view,
        keep: openKeep(this.window.view),
        openLink: this.withWorker ? this.worker.openLink : undefined,
        channel: this.#channel,
        carrier: this.carrier,
        kiosk: this.kiosk,
        prompt: this.#prompt,
      },
    )
    await settled()
    return manager
  }
}
