import { ORIGIN } from './site.ts'

/** What a window can ask of the browser around it. */
export interface Browser {
  reload(): void
  goTo(url: string): void
  /** Outlives the page. */
  storage: Map<string, string>
  /** Outlives the page, but not its window. */
  session: Map<string, string>
  serviceWorker: object
}

type Storage = {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

function storageOf(entries: Map<string, string>): Storage {
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  }
}

/** The window of one page, as far as Relevo's page code knows one. */
export class PageWindow extends EventTarget {
  name = ''
  /** The app shows something. */
  shows = false
  /** What was thrown out of Relevo's own work. */
  faults: unknown[] = []
  readonly document: EventTarget & { hidden: boolean; body: unknown; baseURI: string }
  readonly location: {
    href: string
    origin: string
    readonly search: string
    reload(): void
    replace(url: string): void
  }
  readonly history: { state: null; replaceState(state: unknown, title: string, url: string): void }
  readonly localStorage: Storage
  readonly sessionStorage: Storage
  readonly isSecureContext = true
  readonly navigator: { userAgent: string; serviceWorker: object }

  constructor(href: string, { reload, goTo, storage, session, serviceWorker }: Browser) {
    super()
    this.navigator = { userAgent: 'Mozilla/5.0 Chrome/120.0.0.0', serviceWorker }
    const body = { querySelectorAll: () => [] }
    Object.defineProperty(body, 'innerText', { get: () => (this.shows ? 'Welcome' : '') })
    this.document = Object.assign(new EventTarget(), { hidden: false, body, baseURI: `${ORIGIN}/` })
    this.location = {
      href,
      origin: ORIGIN,
      get search() {
        return new URL(this.href).search
      },
      reload,
      replace: goTo,
    }
    this.history = {
      state: null,
      replaceState: (_, __, url) => {
        this.location.href = url
      },
    }
    this.localStorage = storageOf(storage)
    this.sessionStorage = storageOf(session)
  }

  readonly reportError = (error: unknown): void => {
    this.faults.push(error)
  }

  /** Something happens to it. */
  fire(type: string, more: object = {}): void {
    this.dispatchEvent(Object.assign(new Event(type), more))
  }
}
