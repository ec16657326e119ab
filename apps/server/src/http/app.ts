import swagger from '@fastify/swagger'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from '@fastify/type-provider-zod'
import Fastify, { LogController } from 'fastify'
import { watchMethods } from './allowed-methods.ts'
import { apiRoutes } from './api.ts'
import { tellHowTheyCame } from './came-by.ts'
import { dashboardRoutes } from './dashboard.ts'
import { describeRoute, SECURITY_SCHEMES } from './described-security.ts'
import { answerErrors } from './errors.ts'
import { healthRoute } from './health.ts'
import { hostingRoutes } from './hosting.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'
import { answerMalformed } from './malformed.ts'
import { describeOptionalBodies } from './optional-bodies.ts'
import { readyRoute } from './ready.ts'
import { releaseFileRoutes } from './release-files.ts'
import { logRequests } from './request-log.ts'
import { cutSlowReaders } from './slow-readers.ts'
import { turnAwayInStorms } from './turn-away.ts'
import { cutUnusedConnections } from './unused-connections.ts'
import { versionJsonRoutes } from './version-json.ts'

/** Largest JSON body of an ordinary call, bytes. */
const BODY_LIMIT = 64 * 1024

/** Every route of the server; the caller listens. */
export async function createApp(parts: HttpParts, settings: HttpSettings): Promise<App> {
  const app = Fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    connectionTimeout: settings.idle,
    clientErrorHandler: answerMalformed,
    // A release may hold a file called `__proto__`; nothing here spreads a body into an object.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    routerOptions: { maxParamLength: 1024 },
    frameworkErrors: (error, request, reply) => answerErrors(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler(answerErrors)
  tellHowTheyCame(app, settings.proxies)
  logRequests(app)
  cutUnusedConnections(app)
  turnAwayInStorms(app, parts.storms, parts.line)
  cutSlowReaders(app)
  const methodsOf = watchMethods(app)

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Relevo', version: '1', description: 'Keeps a fleet of wall tablets on the right release.' },
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transform: describeRoute,
    transformObject: describeOptionalBodies,
  })
  await app.register(async (api: App) => apiRoutes(api, parts, settings, methodsOf), { prefix: '/api' })
  await app.register(async (open: App) => {
    // Tablets may run the app from another origin; nothing served here is a secret.
    open.addHook('onRequest', async (_request, reply) => {
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
    })
    versionJsonRoutes(open, parts, settings)
    releaseFileRoutes(open, parts)
  })
  healthRoute(app)
  readyRoute(app, parts.readiness)
  dashboardRoutes(app, settings)
  hostingRoutes(app, parts, settings)
  return app
}
