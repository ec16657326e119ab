/**
 * The part of a service worker's global scope that we use. TypeScript's `webworker` library has the whole of it but
 * cannot be loaded beside `dom`, which page and worker of a small app share.
 */
export interface WorkerScope {
  readonly clients: Clients
  readonly registration: { readonly scope: string; unregister(): Promise<boolean> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
  addEventListener(type: 'message', listener: (event: MessageToWorker) => void): void
}

/** An event that keeps the worker alive until the work given to it is over. */
export interface ExtendableEvent {
  waitUntil(work: Promise<unknown>): void
}

/** An event that is answered. */
export interface AnsweredEvent extends ExtendableEvent {
  /** Settles once the answer is given; from Chrome 86, Firefox 84 and Safari 16 on. */
  readonly handled?: Promise<unknown>
}

export interface FetchEvent extends AnsweredEvent {
  readonly request: Request
  /** The page or worker that asks; empty for a navigation. */
  readonly clientId: string
  /** The page or worker that this request brings into being; empty for all but navigations and worker scripts. */
  readonly resultingClientId: string
  respondWith(response: Response | Promise<Response>): void
}

export interface MessageToWorker extends ExtendableEvent {
  readonly data: { readonly relevo?: unknown; readonly ask?: unknown; readonly type?: unknown } | null
  readonly source: unknown
  readonly ports: readonly MessagePort[]
}

export interface Clients {
  claim(): Promise<void>
  matchAll(options: { includeUncontrolled: boolean; type: 'window' }): Promise<readonly WindowClient[]>
  matchAll(options: { includeUncontrolled: boolean; type: 'all' }): Promise<readonly { readonly id: string }[]>
}

export interface WindowClient {
  readonly id: string
  readonly url: string
  readonly frameType: string
  postMessage(message: unknown): void
  navigate(url: string): Promise<unknown>
}
