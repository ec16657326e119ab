import { RelevoError } from '@relevo/core/errors'
import { isSha256, isVersion } from '@relevo/core/release'
import type { Release } from '../fleet/release.ts'
import { etagOf, holdsAlready } from './conditional.ts'
import type { App, HttpParts } from './http-parts.ts'
import { IMMUTABLE, sendFile } from './send-file.ts'

interface ManifestText {
  text: string
  etag: string
}

/** `/releases/…`: manifests and files for tablets. Both are immutable, and open to every origin. */
export function releaseFileRoutes(app: App, { fleet, files }: HttpParts): void {
  const quiet = { schema: { hide: true }, config: { quiet: true, comer: 'file' as const } }
  const texts = new WeakMap<Release, ManifestText>() // a fleet asks for the same manifest thousands of times
  const textOf = (release: Release): ManifestText => {
    const known = texts.get(release)
    if (known) return known
    const text = JSON.stringify(release.manifest)
    const made = { text, etag: etagOf(text) }
    texts.set(release, made)
    return made
  }

  app.get<{ Params: { version: string } }>('/releases/:version/manifest.json', quiet, async (request, reply) => {
    const { version } = request.params
    if (!isVersion(version)) throw new RelevoError('release-unknown')
    const { text, etag } = textOf(await fleet.release(version))
    reply.headers({ etag, 'cache-control': IMMUTABLE, 'x-content-type-options': 'nosniff' })
    if (holdsAlready(request.headers, etag)) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(text)
  })

  app.get<{ Params: { sha256: string } }>('/releases/files/:sha256', quiet, async (request, reply) => {
    const { sha256 } = request.params
    if (!isSha256(sha256)) throw new RelevoError('not-found')
    return sendFile(request, reply, files, { sha256, type: 'application/octet-stream', cacheControl: IMMUTABLE })
  })
}
