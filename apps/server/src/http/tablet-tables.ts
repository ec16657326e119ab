import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { one } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { readTable } from './tables/read-table.ts'
import { writeTable } from './tables/write-table.ts'

/** Largest table, bytes: room for 50,000 tablets with notes of half a page. */
const TABLE_LIMIT = 64 * 1024 * 1024

const CSV = 'text/csv'

const IMPORTED = z.object({
  created: z.number().describe('Tablets nobody had heard of'),
  changed: z.number(),
  unchanged: z.number(),
  lines: z.number().describe('Lines with a tablet'),
})

/** `/api/tablets/export` and `/api/tablets/import`: what people say of all tablets, as a table. */
export function tabletTableRoutes(api: App, { fleet: { tablets } }: HttpParts): void {
  api.get(
    '/tablets/export',
    {
      config: { scope: 'read', media: CSV },
      schema: {
        summary: 'What people say of every tablet, as CSV that can be imported again',
        response: { 200: z.string().describe('A table'), '4xx': ERROR_ANSWER },
      },
    },
    async (_request, reply) => {
      reply.header('content-disposition', 'attachment; filename="tablets.csv"')
      reply.type(`${CSV}; charset=utf-8`).serializer(String)
      return writeTable(tablets.exported())
    },
  )

  api.register(async (tables: App) => {
    tables.removeAllContentTypeParsers()
    tables.addContentTypeParser(CSV, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    tables.post(
      '/tablets/import',
      {
        bodyLimit: TABLE_LIMIT,
        config: { scope: 'admin' },
        schema: {
          summary: 'Say what a table says, of every tablet in it, or nothing at all',
          description:
            'Columns `id`, `name`, `group`, `tags`, `environment`, `notes`, `pin`: one that is not there changes nothing, an empty cell clears.',
          consumes: [CSV],
          querystring: z.object({
            dryRun: z.enum(['true', 'false']).default('false').describe('Only say what would come of it'),
          }),
          body: z.unknown().meta({ type: 'string' }),
          response: { 200: one(IMPORTED), '4xx': ERROR_ANSWER },
        },
      },
      async (request) => {
        const { body, query } = request
        const lines = readTable(body instanceof Uint8Array ? body : new Uint8Array())
        const dryRun = query.dryRun === 'true'
        return { success: true as const, data: await tablets.takeIn(lines, { dryRun }, actorOf(callerOf(request))) }
      },
    )
  })
}
