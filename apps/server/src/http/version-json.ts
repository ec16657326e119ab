import { ACCESS_HEADER, ENROL, readReport } from '@relevo/core/protocol'
import { takeCheckIn } from './check-in.ts'
import { allowPreflight } from './cross-origin.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'
import { newsText } from './news-text.ts'
import { NO_CACHE } from './send-file.ts'
import { sendText } from './send-text.ts'
import { tabletCookie } from './tablet-cookie.ts'

/** What a tablet is told may be meant for it alone: no proxy on the way keeps it. */
const OWN = `private, ${NO_CACHE}`

/** `version.json`, at the root and below the base. Its query is the tablet's check-in. */
export function versionJsonRoutes(app: App, parts: HttpParts, { base }: Pick<HttpSettings, 'base'>): void {
  const schema = {
    summary: 'What tablets should run; a query `?tablet=…&release=…` is a check-in',
    description:
      'The fields are in docs/protocol.md. A query that is no legal check-in is ignored, and so is one without the secret that ' +
      `its tablet needs: it gets what anybody gets, and the header \`${ACCESS_HEADER}: ${ENROL}\`.`,
    security: [],
  }
  for (const url of new Set(['/config/version.json', `${base}config/version.json`])) {
    allowPreflight(app, url, { methods: 'GET', headers: 'authorization' })
    app.get(url, { schema, config: { quiet: true, comer: 'check-in' } }, async (request, reply) => {
      reply.header('access-control-expose-headers', ACCESS_HEADER)
      const said = readReport(request.query as Record<string, unknown>)
      const report = said && (await takeCheckIn(said, request, parts)) ? said : undefined
      // First of all: who is not let in is told so even where there are no news.
      if (said && !report) reply.header(ACCESS_HEADER, ENROL)
      const news = await parts.fleet.news(request.headers.host, report?.tablet)
      const { text, etag } = newsText(news)
      reply.headers({ 'cache-control': said ? OWN : NO_CACHE, 'x-content-type-options': 'nosniff' })
      const cookie = report && tabletCookie(report.tablet, request, base)
      if (cookie !== undefined) reply.header('set-cookie', cookie)
      return sendText(request, reply, { text, etag, type: 'application/json; charset=utf-8' })
    })
  }
}
