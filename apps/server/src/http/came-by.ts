import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** The IP address of whoever asks, also when they come by a trusted proxy. Instead of `ip`, which is the proxy's. */
    readonly address: string
    /** How they came, by a trusted proxy too. Instead of `protocol`, which is always `http`. */
    readonly scheme: 'http' | 'https'
    /** Whoever passed it on, if nobody has named them as a proxy. */
    readonly strangeProxy: string | undefined
  }
}

/** How whoever asks has come, by trusted proxies or without one. */
export interface CameBy {
  /**
   * Where they are: where the connection comes from, or, when that is such a proxy, the nearest address in its `X-Forwarded-For`
   * that is none. What stands before that one is what somebody claims who is not trusted.
   *
   * @returns an IP address; `unknown` when the connection is gone
   */
  addressOf(request: IncomingMessage): string
  /** By which scheme: the `X-Forwarded-Proto` of such a proxy, else as the connection is, and this server speaks no TLS. */
  schemeOf(request: IncomingMessage): 'http' | 'https'
  /** The address that `addressOf` ends at, if it claims to have passed this on for another. */
  strangeProxyOf(request: IncomingMessage): string | undefined
}

/** Let every request tell where whoever asks is, and how they came. */
export function tellHowTheyCame(app: Pick<FastifyInstance, 'decorateRequest'>, cameBy: CameBy): void {
  app.decorateRequest('address', {
    getter() {
      return cameBy.addressOf(this.raw)
    },
  })
  app.decorateRequest('scheme', {
    getter() {
      return cameBy.schemeOf(this.raw)
    },
  })
  app.decorateRequest('strangeProxy', {
    getter() {
      return cameBy.strangeProxyOf(this.raw)
    },
  })
}
