import { listOf } from '../../packages/core/src/patch/list.ts'
import { bytesOf, sha256 } from '../../packages/core/src/testing/patch-assembler.ts'
import { type Side, simplePatch } from '../../packages/core/src/testing/simple-patch.ts'
import type { Release } from './releases.ts'

export const ORIGIN = 'https://panel.test'

export interface Served {
  status: number
  type: string
  content: string | Uint8Array
  /** In seconds. */
  retryAfter?: number
}

/**
 * What the patches of a server are like: `none` are told of, `lost` ones are told of and not there, of the others every
 * release has one that has `wrong` bytes, is `cut` short, is made from another release, or is no patch at all; a `busy`
 * server sends two of three away for a while. Under the address of a `mistaken` one is that of another release, and a `huge`
 * one makes a list of sizes that no tablet has room for.
 */
export type Patches = 'none' | 'right' | 'lost' | 'wrong' | 'cut' | 'other' | 'garbage' | 'busy' | 'mistaken' | 'huge'

/** The server of one fleet: it hosts releases and says by `version.json` which one is wanted. */
export class Site {
  readonly releases = new Map<string, Release>()
  /** What it serves to who has no worker, and what it wants. */
  current: Release
  force = false
  patches: Patches
  blocked: string[] = []
  retry: string | undefined
  #comers = 0
  directive: { do: 'reset' | 'unregister'; id: string } | undefined
  /** A static host has the files of its newest release only. */
  readonly isStatic: boolean

  constructor(first: Release, isStatic: boolean, patches: Patches) {
    this.current = first
    this.patches = patches
    this.isStatic = isStatic
    this.publish(first)
  }

  publish(release: Release): void {
    this.releases.set(release.version, release)
    this.current = release
  }

  /** What a request is answered with. */
  answer(url: URL): Served {
    const path = url.pathname.slice(1)
    if (path === 'sw.js') return { status: 200, type: 'text/javascript', content: 'worker' }
    if (path === 'config/version.json') return { status: 200, type: 'application/json', content: this.#versionJson() }
    if (this.patches === 'busy' && /^releases\/(patches|whole|[^/]+\/manifest)/.test(path) && ++this.#comers % 3)
      return { status: 503, type: 'text/plain', content: 'busy', retryAfter: 20 }
    const content = this.#file(path || 'index.html')
    return content === undefined
      ? { status: 404, type: 'text/plain', content: 'no such file' }
      : { status: 200, type: path ? 'application/octet-stream' : 'text/html', content }
  }

  #file(path: string): string | Uint8Array | undefined {
    const { current, isStatic } = this
    if (isStatic && path === 'relevo.json') return current.manifest
    const own = current.files.get(path)
    if (own !== undefined || isStatic) return own
    const [, version = '', rest = ''] = /^releases\/([^/]+)\/(.+)$/.exec(path) ?? []
    if (rest === 'manifest.json') return this.releases.get(version)?.manifest
    if (version === 'patches') return this.#patch(...(rest.split('/') as [string, string]))
    if (version === 'whole') return this.#patch(rest)
    const hosted = [...this.releases.values()]
    if (version === 'files') return hosted.map(({ byHash }) => byHash.get(rest)).find((file) => file !== undefined)
    // Names that are of one release only stay served: a page of it may still be open.
    return path.includes('-')
      ? hosted.map(({ files }) => files.get(path)).find((file) => file !== undefined)
      : undefined
  }

  /** A patch to a release, from another or from nothing. */
  #patch(to: string, from?: string): Uint8Array | undefined {
    const next = this.releases.get(to)
    const old = from && this.releases.get(from)
    if (!next || this.patches === 'none' || this.patches === 'lost') return undefined
    const before = old ? sideOf(old) : { entries: [], contents: {} }
    const bytes = bytesOf(simplePatch(before, this.#made(next)))
    switch (this.patches) {
      case 'wrong':
        return bytes.with(-1 - (bytes.length >> 3), 0)
      case 'cut':
        return bytes.subarray(0, (bytes.length * 2) / 3)
      case 'other':
        return bytes.with(10, 0).with(11, 0)
      case 'garbage':
        return bytes.map((byte, at) => (at < 4 ? byte : byte ^ at))
      default:
        return bytes
    }
  }

  /** What a patch to this release makes. */
  #made(release: Release): Side {
    const other = this.patches === 'mistaken' && [...this.releases.values()].find((each) => each !== release)
    const side = sideOf(other || release)
    if (this.patches !== 'huge') return side
    return { ...side, entries: side.entries.map(([path, entry]) => [path, { ...entry, size: entry.size + 1e15 }]) }
  }

  #versionJson(): string {
    const { current, force, blocked, retry, directive, isStatic, patches, releases } = this
    const offered = patches !== 'none' && {
      patch: '../releases/patches/{version}/{from}',
      patchFrom: [...releases.keys()].filter((version) => version !== current.version),
      whole: '../releases/whole/{version}',
      list: sha256(listOf(sideOf(current).entries)),
    }
    const places = isStatic
      ? { manifest: '../relevo.json' }
      : { manifest: '../releases/{version}/manifest.json', files: '../releases/files/{sha256}', ...offered }
    return JSON.stringify({ version: current.version, force, blocked, retry, directive, ...places })
  }
}

function sideOf({ files, manifest }: Release): Side {
  return { contents: Object.fromEntries(files), entries: Object.entries(JSON.parse(manifest).files) }
}
