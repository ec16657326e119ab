import type { Release } from './releases.ts'

export const ORIGIN = 'https://panel.test'

export interface Served {
  status: number
  type: string
  content: string
}

/** The server of one fleet: it hosts releases and says by `version.json` which one is wanted. */
export class Site {
  readonly releases = new Map<string, Release>()
  /** What it serves to who has no worker, and what it wants. */
  current: Release
  force = false
  blocked: string[] = []
  retry: string | undefined
  directive: { do: 'reset' | 'unregister'; id: string } | undefined
  /** A static host has the files of its newest release only. */
  readonly isStatic: boolean

  constructor(first: Release, isStatic: boolean) {
    this.current = first
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
    const content = this.#file(path || 'index.html')
    return content === undefined
      ? { status: 404, type: 'text/plain', content: 'no such file' }
      : { status: 200, type: path ? 'application/octet-stream' : 'text/html', content }
  }

  #file(path: string): string | undefined {
    const { current, isStatic } = this
    if (isStatic && path === 'relevo.json') return current.manifest
    const own = current.files.get(path)
    if (own !== undefined || isStatic) return own
    const [, version = '', rest = ''] = /^releases\/([^/]+)\/(.+)$/.exec(path) ?? []
    if (rest === 'manifest.json') return this.releases.get(version)?.manifest
    const hosted = [...this.releases.values()]
    if (version === 'files') return hosted.map(({ byHash }) => byHash.get(rest)).find((file) => file !== undefined)
    // Names that are of one release only stay served: a page of it may still be open.
    return path.includes('-')
      ? hosted.map(({ files }) => files.get(path)).find((file) => file !== undefined)
      : undefined
  }

  #versionJson(): string {
    const { current, force, blocked, retry, directive, isStatic } = this
    const places = isStatic
      ? { manifest: '../relevo.json' }
      : { manifest: '../releases/{version}/manifest.json', files: '../releases/files/{sha256}' }
    return JSON.stringify({ version: current.version, force, blocked, retry, directive, ...places })
  }
}
