import type { Platform } from './memory-database.ts'
import { bytesOf, MemoryBody, MemoryResponse } from './memory-response.ts'
import type { Served, Site } from './site.ts'
import type { Life } from './timeline.ts'
import type { NetworkFault } from './weather.ts'

/** What the browser waits for a server that does not answer, in milliseconds. */
const BROWSER_PATIENCE = 60_000
const SLOW = 8_000

/** Who waits for what comes over it; a worker that answered a page with it is needed no more. */
export interface Wire {
  life: Life
}

export interface NetworkOptions {
  signal?: AbortSignal | undefined
  method?: string | undefined
}

/** The wire between one tablet and its site. */
export class Network {
  readonly #site: Site
  readonly #platform: Platform
  readonly #rolls: (share: number) => boolean

  constructor(site: Site, platform: Platform, rolls: (share: number) => boolean) {
    this.#site = site
    this.#platform = platform
    this.#rolls = rolls
  }

  /**
   * Fetch, in the name of a page or worker.
   *
   * @throws TypeError as a browser does, or the reason of `signal`
   */
  async fetch(address: string, life: Life, { signal, method }: NetworkOptions = {}): Promise<MemoryResponse> {
    const url = new URL(address)
    const wire = { life }
    await this.#wait(wire, signal, this.#platform.delay() * 4)
    const fault = this.#fault()
    if (fault === 'slow') await this.#wait(wire, signal, SLOW)
    if (fault === 'hangs') await this.#wait(wire, signal, BROWSER_PATIENCE)
    if (fault === 'down' || fault === 'lost' || fault === 'hangs') throw new TypeError('Failed to fetch')
    return this.#response(url, fault, wire, { signal, method })
  }

  #response(url: URL, fault: NetworkFault | undefined, wire: Wire, { signal, method }: NetworkOptions): MemoryResponse {
    const served: Served =
      fault === '502'
        ? { status: 502, type: 'text/html', content: '<h1>Bad Gateway</h1>' }
        : fault === 'portal'
          ? { status: 200, type: 'text/html', content: '<title>Log in</title>' }
          : this.#site.answer(url)
    const bytes = Buffer.from(bytesOf(served.content))
    if (fault === 'corrupt') bytes[0] = (bytes[0] ?? 0) ^ 1
    const half = bytes.length >> 1
    const whole = [bytes.subarray(0, half), bytes.subarray(half)]
    const pieces = (method === 'HEAD' ? [] : whole).filter(({ length }) => length > 0)
    const next = async () => {
      const piece = pieces.shift()
      if (!piece) return undefined
      await this.#wait(wire, signal, this.#platform.delay() * 2)
      const broken = fault === 'truncated' && pieces.length === 0
      if (broken || this.#platform.weather.network === 'down') throw new TypeError('network error')
      return piece
    }
    const response = new MemoryResponse(new MemoryBody(next), {
      status: served.status,
      headers: {
        'content-type': served.type,
        ...(served.retryAfter && { 'retry-after': `${served.retryAfter}` }),
      },
    })
    response.wire = wire
    return response
  }

  #fault(): NetworkFault | undefined {
    const { network, share } = this.#platform.weather
    return network && this.#rolls(share) ? network : undefined
  }

  #wait(wire: Wire, signal: AbortSignal | undefined, ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const stop = () => {
        cancel()
        reject(signal?.reason)
      }
      const cancel = this.#platform.timeline.after(ms, wire.life, () => {
        signal?.removeEventListener('abort', stop)
        resolve()
      })
      signal?.addEventListener('abort', stop)
    })
  }
}
