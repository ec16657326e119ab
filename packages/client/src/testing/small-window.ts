import type { View } from '../ports.ts'

/** A window as far as the manager knows one: events, an address, and a body that shows something or not. */
export class SmallWindow extends EventTarget {
  name = ''
  reloads = 0
  replaced: string[] = []
  faults: unknown[] = []
  shows = true
  refusesStorage = false
  /** Storage takes nothing more. */
  full = false
  readonly isSecureContext = true
  readonly navigator = { userAgent: 'Mozilla/5.0 Chrome/120.0.0.0' }
  #stored = new Map<string, string>()
  #session = new Map<string, string>()
  readonly document: EventTarget & { hidden: boolean; body: unknown }
  readonly history = { state: null, replaceState: (_: unknown, __: string, url: string) => this.#go(url) }
  readonly location = {
    href: 'http://panel.test/?tablet=lobby-1',
    get search(): string {
      return new URL(this.href).search
    },
    get hash(): string {
      return new URL(this.href).hash
    },
    origin: 'http://panel.test',
    reload: () => {
      this.reloads++
    },
    replace: (url: string) => {
      this.replaced.push(url)
    },
  }

  constructor() {
    super()
    const body = { querySelectorAll: () => [] }
    Object.defineProperty(body, 'innerText', { get: () => (this.shows ? 'Welcome' : ' ') })
    this.document = Object.assign(new EventTarget(), { hidden: false, body })
    // A window captures what happens to its document.
    for (const type of ['visibilitychange', 'resume'])
      this.document.addEventListener(type, () => this.dispatchEvent(new Event(type)))
  }

  get localStorage() {
    return this.#storage(this.#stored)
  }

  get sessionStorage() {
    return this.#storage(this.#session)
  }

  #storage(stored: Map<string, string>) {
    if (this.refusesStorage) throw new DOMException('denied', 'SecurityError')
    return {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => {
        if (this.full) throw new DOMException('full', 'QuotaExceededError')
        stored.set(key, value)
      },
      removeItem: (key: string) => void stored.delete(key),
    }
  }

  readonly reportError = (error: unknown): void => {
    this.faults.push(error)
  }

  #go(url: string): void {
    this.location.href = url
  }

  /** The app throws. */
  throws(error: unknown): void {
    this.dispatchEvent(Object.assign(new Event('error'), { error }))
  }

  wipeStorage(): void {
    this.#stored.clear()
  }

  get view(): View {
    return this as unknown as View
  }
}
