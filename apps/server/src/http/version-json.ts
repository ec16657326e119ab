import { readReport } from '@relevo/core/protocol'
import { etagOf, holdsAlready } from './conditional.ts'
import { iso } from './forms.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'
import { NO_CACHE } from './send-file.ts'

/** `version.json`, at the root and below the base. Its query is the tablet's check-in. */
export function versionJsonRoutes(app: App, { fleet }: HttpParts, { base }: Pick<HttpSettings, 'base'>): void {
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
          await fleet.hear(report)
        } catch (error) {
          // A tablet must not lose its news over telemetry; what it said is kept in memory for the next write.
          request.log.error({ err: error, tablet: report.tablet }, 'A check-in could not be written')
        }
      }
      const news = await fleet.news()
      const text = JSON.stringify({ ...news, publishedAt: iso(news.publishedAt) })
      const etag = etagOf(text)
      reply.headers({ etag, 'cache-control': NO_CACHE, 'x-content-type-options': 'nosniff' })
      if (holdsAlready(request.headers, etag)) return reply.code(304).send()
      return reply.type('application/json; charset=utf-8').send(text)
    })
  }
}
