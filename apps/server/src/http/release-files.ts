import { RelevoError } from '@relevo/core/errors'
import { isSha256, isVersion } from '@relevo/core/release'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MadePatch } from '../fleet/packing/packing.ts'
import type { Release } from '../fleet/release.ts'
import type { Comer } from '../fleet/storms/comer.ts'
import { etagOf } from './conditional.ts'
import type { App, HttpParts } from './http-parts.ts'
import { IMMUTABLE, sendFile } from './send-file.ts'
import { sendPatch } from './send-patch.ts'
import { sendText } from './send-text.ts'

interface ManifestText {
  text: string
  etag: string
}

/** `/releases/…`: manifests, files and patches for tablets. All are immutable, and open to every origin. */
export function releaseFileRoutes(app: App, parts: HttpParts): void {
  const { fleet } = parts
  const quiet = (comer: Comer) => ({ schema: { hide: true }, config: { quiet: true, comer } })
  const texts = new WeakMap<Release, ManifestText>() // a fleet asks for the same manifest thousands of times
  const textOf = (release: Release): ManifestText => {
    const known = texts.get(release)
    if (known) return known
    const text = JSON.stringify(release.manifest)
    const made = { text, etag: etagOf(text) }
    texts.set(release, made)
    return made
  }

  app.get<{ Params: { version: string } }>(
    '/releases/:version/manifest.json',
    quiet('patch'),
    async (request, reply) => {
      const { version } = request.params
      if (!isVersion(version)) throw new RelevoError('release-unknown')
      const text = textOf(await fleet.release(version))
      reply.headers({ 'cache-control': IMMUTABLE, 'x-content-type-options': 'nosniff' })
      return sendText(request, reply, { ...text, type: 'application/json; charset=utf-8' })
    },
  )

  app.get<{ Params: { sha256: string } }>('/releases/files/:sha256', quiet('file'), async (request, reply) => {
    const { sha256 } = request.params
    if (!isSha256(sha256)) throw new RelevoError('not-found')
    return sendFile(request, reply, parts, { sha256, type: 'application/octet-stream', cacheControl: IMMUTABLE })
  })

  const give = async (request: FastifyRequest, reply: FastifyReply, patch: MadePatch) => {
    try {
      return await sendPatch(request, reply, parts.packed, patch)
    } catch (error) {
      fleet.packing.missed(patch)
      throw error
    }
  }

  app.get<{ Params: { version: string; from: string } }>(
    '/releases/patches/:version/:from',
    quiet('patch'),
    async (request, reply) => {
      const { version, from } = request.params
      if (!isVersion(version) || !isVersion(from)) throw new RelevoError('release-unknown')
      return give(request, reply, await fleet.packing.patch(from, version))
    },
  )

  app.get<{ Params: { version: string } }>('/releases/whole/:version', quiet('file'), async (request, reply) => {
    const { version } = request.params
    if (!isVersion(version)) throw new RelevoError('release-unknown')
    return give(request, reply, await fleet.packing.patch(undefined, version))
  })
}
