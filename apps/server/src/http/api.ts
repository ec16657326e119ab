import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { RelevoError } from '@relevo/core/errors'
import type { FastifyRequest } from 'fastify'
import { alertRoutes } from './alerts.ts'
import type { MethodsOf } from './allowed-methods.ts'
import { assignmentRoutes } from './assignments.ts'
import { authenticate } from './authenticate.ts'
import { guard } from './authorize.ts'
import { blockingRoute } from './blocking.ts'
import { credentialRoutes } from './credentials.ts'
import { deploymentDecisionRoutes } from './deployment-decisions.ts'
import { deploymentOrderRoutes } from './deployment-orders.ts'
import { deploymentRoutes } from './deployments.ts'
import { directiveRoutes } from './directives.ts'
import { doctorRoute } from './doctor.ts'
import { readEmptyAsNone } from './empty-body.ts'
import { enrolRoute } from './enrol.ts'
import { enrolmentCodeRoutes } from './enrolment-codes.ts'
import { environmentRoutes } from './environments.ts'
import { eventRoutes } from './events.ts'
import { groupRoutes } from './groups.ts'
import { historyRoute } from './history.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'
import { kioskCommandRoute } from './kiosk-commands.ts'
import { kioskRoutes } from './kiosks.ts'
import { ladderRoutes } from './ladders.ts'
import { createLimits } from './limits.ts'
import { streamRoute } from './live/stream-route.ts'
import { noticeRoutes } from './notices.ts'
import { notifyUpdateRoute } from './notify-update.ts'
import { openapiRoute } from './openapi.ts'
import { packingRoute } from './packing.ts'
import { releaseDetailRoutes } from './release-details.ts'
import { releaseRoutes } from './releases.ts'
import { sessionRoutes } from './session.ts'
import { shownAccessRoute } from './shown-access.ts'
import { sinkRoutes } from './sinks.ts'
import { strangerRoutes } from './strangers.ts'
import { tabletDecisionRoutes } from './tablet-decisions.ts'
import { tabletTableRoutes } from './tablet-tables.ts'
import { tabletUpdateRoutes } from './tablet-updates.ts'
import { tabletRoutes } from './tablets.ts'
import { tokenRoutes } from './tokens.ts'
import { uploadRoute } from './uploads.ts'
import { waveDecisionRoutes } from './wave-decisions.ts'
import { webhookRoutes } from './webhooks.ts'

/** Everything under `/api`: open to whoever has a token or a session, but for its own description and the sign-in. */
export function apiRoutes(api: App, parts: HttpParts, settings: HttpSettings, methodsOf: MethodsOf): void {
  openapiRoute(api)

  const elsewhere = async (request: FastifyRequest, reply: { header(name: string, value: string): unknown }) => {
    const [path = ''] = request.url.split('?')
    const methods = methodsOf(path)
    // A method it has, and still no route took it: a part of the path is longer than any name.
    if (methods.length === 0 || methods.includes(request.method)) throw new RelevoError('not-found', path.slice(0, 200))
    reply.header('allow', methods.join(', '))
    throw new RelevoError('method-not-allowed', `${request.method} ${path}`)
  }
  for (const url of ['', '/*']) {
    // In a hook, so that the answer does not depend on a body nobody wants.
    api.all(url, { schema: { hide: true }, config: { catchAll: true }, onRequest: elsewhere }, async () => undefined)
  }

  api.register(async (guarded: App) => {
    await guarded.register(cookie)
    await guarded.register(rateLimit, { global: false })
    const limits = createLimits(guarded, settings.limits)
    guarded.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))
    guard(guarded, parts, limits)
    webhookRoutes(guarded, {
      receiver: parts.receiver,
      secrets: settings.webhookSecrets,
      limits,
      async admit(request, reply) {
        request.caller = await authenticate(request, reply, parts.access, limits)
        await limits.call(request, reply)
      },
    })
    sessionRoutes(guarded, parts, limits)
    tokenRoutes(guarded, parts)
    enrolRoute(guarded, parts, limits)
    enrolmentCodeRoutes(guarded, parts, settings)
    credentialRoutes(guarded, parts, settings)
    shownAccessRoute(guarded, parts, settings)
    strangerRoutes(guarded, parts)
    notifyUpdateRoute(guarded, parts)
    deploymentRoutes(guarded, parts)
    assignmentRoutes(guarded, parts)
    deploymentOrderRoutes(guarded, parts)
    guarded.register(async (decisions: App) => {
      readEmptyAsNone(decisions)
      deploymentDecisionRoutes(decisions, parts)
      waveDecisionRoutes(decisions, parts)
      tabletUpdateRoutes(decisions, parts)
      alertRoutes(decisions, parts)
    })
    releaseRoutes(guarded, parts)
    releaseDetailRoutes(guarded, parts)
    packingRoute(guarded, parts)
    blockingRoute(guarded, parts)
    uploadRoute(guarded, parts, settings)
    environmentRoutes(guarded, parts)
    directiveRoutes(guarded, parts)
    tabletRoutes(guarded, parts)
    ladderRoutes(guarded, parts)
    tabletDecisionRoutes(guarded, parts)
    tabletTableRoutes(guarded, parts)
    groupRoutes(guarded, parts)
    kioskRoutes(guarded, parts)
    kioskCommandRoute(guarded, parts)
    eventRoutes(guarded, parts)
    streamRoute(guarded, parts, settings)
    historyRoute(guarded, parts)
    noticeRoutes(guarded, parts)
    sinkRoutes(guarded, parts)
    doctorRoute(guarded, parts)
  })
}
