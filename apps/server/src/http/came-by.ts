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

/** How whoever asks has come, by a proxy or without one. */
export interface CameBy {
  addressOf(request: IncomingMessage): string
  schemeOf(request: IncomingMessage): 'http' | 'https'
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
