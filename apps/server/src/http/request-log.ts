import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Asked so often that its requests are only worth a debug line. */
    quiet?: boolean
  }
}

/** One line per request, after it was answered; no header is ever logged. */
export function logRequests(app: Pick<FastifyInstance, 'addHook'>): void {
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      url: request.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      from: request.address,
    }
    if (request.routeOptions.config.quiet) request.log.debug(line, 'request')
    else request.log.info(line, 'request')
  })
}
