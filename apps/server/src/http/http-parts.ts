import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ZodTypeProvider } from '@fastify/type-provider-zod'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { Fleet } from '../fleet/fleet.ts'
import type { PostOffice } from '../fleet/notices/post-office.ts'
import type { ReleaseFileStore } from './release-file-store.ts'

/** A Fastify server whose routes are typed by their zod schemas. */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** What the routes work with. */
export interface HttpParts {
  fleet: Fleet
  office: PostOffice
  files: ReleaseFileStore
  log: FastifyBaseLogger
}

/** How the server shows itself. */
export interface HttpSettings {
  /** The bearer token that opens `/api`. */
  token: string
  /** Path the app is hosted under; starts and ends with a slash. */
  base: string
  /** Largest file of a release, bytes. */
  maxFile: number
  /** Folder of the built dashboard. */
  dashboard: string
  /** Milliseconds between two polls of a tablet. */
  poll: number
  /** Milliseconds after which a connection on which nothing moves is cut. */
  idle: number
}
