import { z } from 'zod'
import type { ReleaseSummary } from '../fleet/release.ts'
import type { Standing } from '../fleet/standing.ts'
import { ENGINES, iso, TIME } from './forms.ts'

/** A release, as lists show it. */
export const RELEASE = z.object({
  version: z.string(),
  notes: z.string().optional(),
  commit: z.string().optional(),
  bytes: z.number().describe('Bytes of all files together'),
  files: z.number().describe('Number of files'),
  publishedAt: TIME,
  engines: ENGINES.optional().describe('The oldest engines it runs in; a tablet with an older one stays where it is'),
  blockedAt: TIME.optional().describe('Since when no tablet may run it'),
})

/** A manifest is read by `readManifest`; this only describes it. */
export const MANIFEST = z.unknown().meta({
  type: 'object',
  description: '`{ version, files: { <path>: { sha256, size, type } }, engines: { chrome, firefox, safari } }`',
})

/** A release as it goes on the wire. */
export function shownRelease(release: ReleaseSummary, { blockedAt }: Standing): z.output<typeof RELEASE> {
  return {
    ...release,
    publishedAt: iso(release.publishedAt),
    ...(blockedAt !== undefined && { blockedAt: iso(blockedAt) }),
  }
}
