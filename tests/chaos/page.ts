import type { Answers, Channel, Question, UpdateManager, UpdateManagerOptions } from '@relevo/client'
import { clone } from './clone.ts'
import { channelsOf, Mail, type MemoryPort } from './message-port.ts'
import { PageWindow } from './page-window.ts'
import { type Html, PICTURE, readHtml, type Script, STYLE } from './releases.ts'
import { type PageRequest, requestOf } from './running-worker.ts'
import { ORIGIN } from './site.ts'
import type { Tablet } from './tablet.ts'
import { Life } from './timeline.ts'

/** What every page of a tablet gives to its update manager. */
export type PageSettings = Omit<UpdateManagerOptions, 'version'>

/** One document: its HTML, the files it asked for, and the program that its entry script is. */
export class Page {
  readonly life = new Life()
  readonly id: string
  readonly session: Map<string, string>
  readonly window: PageWindow
  html: Html | undefined
  /** The release whose script runs. */
  runs: Script | undefined
  /** What it was given, by path; `undefined` when it was given nothing. */
  readonly files = new Map<string, string | undefined>()
  /** A worker answered its navigation out of the store. */
  isFromStore = false
  isControlled = false
  /** It exists for workers. */
  isClient = false
  hangs = false
  manager: UpdateManager | undefined
  question: Question | undefined
  answers: Answers | undefined
  hint: Parameters<Channel['start']>[0]['onHint'] | undefined
  readonly #tablet: Tablet
  readonly #url: string
  readonly #fromWorker: Mail
  readonly #toWorker: Mail
  readonly #container = new EventTarget()
  /** The page that is going to take its place. */
  #next: Page | undefined

  /** @param session what the pages of one window keep, one after the other */
  constructor(tablet: Tablet, id: string, url: string, session: Map<string, string>) {
    this.#tablet = tablet
    this.id = id
    this.session = session
    this.#url = url
    this.#fromWorker = new Mail(tablet)
    this.#toWorker = new Mail(tablet)
    const leave = (to: string) => {
      if (tablet.weather.swallowsReloads) return void tablet.trace?.(`the kiosk swallows a reload of ${id}`)
      tablet.witness.reloaded(`${id} by itself`)
      tablet.open(this, to)
    }
    this.window = new PageWindow(url, {
      storage: tablet.storage,
      session,
      serviceWorker: this.#serviceWorker(),
      reload: () => leave(this.window.location.href),
      goTo: leave,
    })
  }

  /** Navigate: the old page lives until this one has an answer. */
  async arrive(old: Page | undefined): Promise<void> {
    const tablet = this.#tablet
    if (old) {
      old.#next?.end()
      old.#next = this
    }
    const failed = tablet.witness.failed()
    const asked = tablet.timeline.now
    const request = requestOf(this.#url, 'navigate', 'document')
    const asker = { clientId: '', resultingClientId: this.id, isControlled: tablet.hasWorker, life: this.life }
    const response = await tablet.load(request, asker).catch(() => undefined)
    await tablet.turn(this.life)
    if (old) {
      old.#next = undefined
      tablet.close(old)
    }
    tablet.pages.push(this)
    if (!response) return void tablet.trace?.(`${this.id} is an error page of the browser`)
    this.isClient = true
    this.isControlled = asker.isControlled
    this.isFromStore = response.wire === undefined
    const text = await response.text().catch(() => '')
    await tablet.turn(this.life)
    if (this.isFromStore) tablet.witness.served(this, text, failed, asked)
    this.html = readHtml(text)
    tablet.trace?.(`${this.id} shows ${this.html?.release} from the ${this.isFromStore ? 'store' : 'network'}`)
    if (!this.html) return
    this.#file(STYLE)
    const script = await this.#file(this.html.entry)
    this.runs = script === undefined ? undefined : scriptOf(script)
    if (this.runs) this.#run(this.runs)
  }

  /** A file that the app loads only when it needs it. */
  loadMore(): void {
    if (!this.html || !this.life.alive) return
    this.#file(this.#tablet.dice.pick([this.html.lazy, PICTURE]))
  }

  end(): void {
    this.life.alive = false
    this.#next?.end()
  }

  /** What a worker has of this page. */
  asClient(worker: Life) {
    const tablet = this.#tablet
    return {
      id: this.id,
      url: this.window.location.href,
      postMessage: (message: unknown) => {
        const data = clone(message)
        this.#fromWorker.send(() => {
          if (this.life.alive) this.#container.dispatchEvent(Object.assign(new Event('message'), { data }))
        })
      },
      navigate: async (url: string) => {
        await tablet.turn(worker)
        if (!this.isControlled || !tablet.pages.includes(this)) throw new TypeError('Cannot navigate to URL')
        if (this.hangs) return new Promise(() => undefined)
        tablet.witness.reloaded(`${this.id} by the worker`)
        tablet.open(this, url)
      },
    }
  }

  async #file(path: string): Promise<string | undefined> {
    const tablet = this.#tablet
    const { life } = this
    let content: string | undefined
    try {
      const response = await this.#load(requestOf(`${ORIGIN}/${path}`, 'no-cors'))
      const text = await response.text()
      if (response.ok) content = text
      tablet.witness.gave(this, path, content, response.wire === undefined)
    } catch {
      // A file that cannot be had: the page goes on without it.
    }
    await tablet.turn(life)
    if (content === undefined) tablet.trace?.(`${this.id} does not get ${path}`)
    this.files.set(path, content)
    return content
  }

  #load(request: PageRequest) {
    const { id, isControlled, life } = this
    return this.#tablet.load(request, { clientId: id, resultingClientId: '', isControlled, life })
  }

  #run(script: Script): void {
    const tablet = this.#tablet
    const { health, release } = script
    // It throws before it could start Relevo.
    if (health === 'mute') return
    tablet.runs.page(this.#globals(release))
    if (health === 'crashes') tablet.crash()
    if (health === 'throws') this.window.fire('error', { error: new Error(`${release} cannot start`) })
    if (health === 'hangs') {
      this.hangs = true
      this.life.alive = false
    }
    if (health !== 'good') return
    tablet.timeline.after(tablet.dice.below(3_000), this.life, () => {
      this.window.shows = true
    })
    tablet.timeline.after(tablet.dice.below(20_000), this.life, () => this.loadMore())
  }

  #globals(version: string): Record<string, unknown> {
    const tablet = this.#tablet
    const { life, window } = this
    const { timeline, dice } = tablet
    const cancels = new Map<number, () => void>()
    const setTimeout = (run: () => void, ms: number) => {
      const id = cancels.size + 1
      cancels.set(id, timeline.after(ms, life, run))
      return id
    }
    return {
      window,
      document: window.document,
      navigator: window.navigator,
      fetch: (url: string, init: RequestInit) => this.#fetch(url, init),
      crypto: { getRandomValues: (into: Uint32Array) => into.map(() => dice.below(2 ** 32)) },
      setTimeout,
      clearTimeout: (id: number) => cancels.get(id)?.(),
      requestAnimationFrame: (paint: () => void) => setTimeout(paint, dice.below(50)),
      Date: tablet.Date,
      Math: Object.assign(Object.create(Math), { random: () => dice.below(1_000) / 1_000 }),
      MessageChannel: channelsOf(tablet, life),
      start: (create: (options: UpdateManagerOptions) => UpdateManager) => {
        this.manager = create({
          ...tablet.settings,
          version,
          worker: '/sw.js',
          prompt: this.#prompt(),
          channel: this.#channel(),
        })
        if (tablet.trace) this.#traced(this.manager)
      },
    }
  }

  async #fetch(url: string, { signal, method, headers }: RequestInit) {
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
    const request = requestOf(url, 'cors', '', 'no-store')
    if (method) request.method = method
    for (const [name, value] of Object.entries(headers ?? {})) request.headers.set(name, value)
    const loaded = this.#load(request)
    const response = await Promise.race([loaded, aborted])
    await this.#tablet.turn(this.life)
    return response
  }

  #serviceWorker() {
    const tablet = this.#tablet
    const { life } = this
    const registration = {
      active: {
        postMessage: (message: unknown, ports: MemoryPort[]) => {
          const data = clone(message) as { ask: string }
          if (data.ask !== 'ping') tablet.trace?.(`${this.id} asks ${JSON.stringify(data)}`)
          // Until the kiosk does as it is told the page runs on, and the network answers it.
          if (data.ask === 'empty') tablet.witness.damaged()
          this.#toWorker.send(() => tablet.worker().hear(data, ports, { id: this.id }))
        },
      },
    }
    return Object.assign(this.#container, {
      startMessages: () => undefined,
      register: () => tablet.register(life),
      ready: {
        // biome-ignore lint/suspicious/noThenProperty: nobody asks for it before there is a reason to wait
        then: (resolve: (value: unknown) => void) => tablet.ready(life).then(() => resolve(registration)),
      },
    })
  }

  #prompt() {
    return {
      show: (question: Question, answers: Answers) => {
        this.question = question
        this.answers = answers
      },
      hide: () => {
        this.question = undefined
      },
    }
  }

  #channel(): Channel {
    return {
      start: ({ onHint }) => {
        this.hint = onHint
      },
      report: () => undefined,
      stop: () => undefined,
    }
  }

  #traced({ subscribe, ...manager }: UpdateManager): void {
    let before = ''
    subscribe(() => {
      const { state } = this.manager ?? manager
      const { phase, target = '', error = '' } = state as { phase: string; target?: string; error?: string }
      const now = [phase, target, error].filter(Boolean).join(' ')
      if (now !== before) this.#tablet.trace?.(`${this.id} is ${now}`)
      before = now
    })
  }
}

function scriptOf(text: string): Script | undefined {
  try {
    return JSON.parse(text) as Script
  } catch {
    return undefined // HTML of somebody else, or broken bytes
  }
}
