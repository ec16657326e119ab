import { readReport } from '@relevo/core/protocol'
import { engineOf } from '@relevo/core/release'
import { etagOf, holdsAlready } from './conditional.ts'
import { iso } from './forms.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'
import { NO_CACHE } from './send-file.ts'
import { tabletCookie } from './tablet-cookie.ts'

/** As much of a User-Agent as is looked at, characters. */
const USER_AGENT = 256
/** What a tablet is told may be meant for it alone: no proxy on the way keeps it. */
const OWN = `private, ${NO_CACHE}`

/** `version.json`, at the root and below the base. Its query is the tablet's check-in. */
export function versionJsonRoutes(app: App, { fleet, kiosks }: HttpParts, { base }: Pick<HttpSettings, 'base'>): void {
  const schema = {
    summary: 'What tablets should run; a query `?tablet=…&release=…` is a check-in',
    description: 'The fields are in docs/protocol.md. A query that is no legal check-in is ignored.',
    security: [],
  }
  for (const url of new Set(['/config/version.json', `${base}config/version.json`])) {
    app.get(url, { schema, config: { quiet: true } }, async (request, reply) => {
      const report = readReport(request.query as Record<string, unknown>)
      if (report) {
        try {
          const { host, 'user-agent': userAgent = '' } = request.headers
          await fleet.checkIn(report, host, engineOf(userAgent.slice(0, USER_AGENT)))
          kiosks.checkedIn(report.tablet, request.ip, userAgent.slice(0, USER_AGENT))
        } catch (error) {
          // A tablet must not lose its news over telemetry; what it said is kept in memory for the next write.
          request.log.error({ err: error, tablet: report.tablet }, 'A check-in could not be written')
        }
      }
      const news = await fleet.news(request.headers.host, report?.tablet)
      const { publishedAt } = news
      const text = JSON.stringify({ ...news, ...(publishedAt !== undefined && { publishedAt: iso(publishedAt) }) })
      const etag = etagOf(text)
      reply.headers({ etag, 'cache-control': report ? OWN : NO_CACHE, 'x-content-type-options': 'nosniff' })
      const cookie = report && tabletCookie(report.tablet, request, base)
      if (cookie !== undefined) reply.header('set-cookie', cookie)
      if (holdsAlready(request.headers, etag)) return reply.code(304).send()
      return reply.type('application/json; charset=utf-8').send(text)
    })
  }
}
