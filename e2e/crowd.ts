import type { Server } from './server.ts'

/** Cheap tablets: each checks in over HTTP as a real one does, and switches at once to what it is told, or fails at it. */
export class Crowd {
  readonly #server: Server
  readonly #releases: Map<string, string>
  /** Tablets on which every new release fails. */
  readonly broken = new Set<string>()

  private constructor(server: Server, releases: Map<string, string>) {
    this.#server = server
    this.#releases = releases
  }

  /** So many tablets that run a release. */
  static async on(server: Server, release: string, count: number): Promise<Crowd> {
    const ids = Array.from({ length: count }, (_, i) => `wall-${String(i).padStart(2, '0')}`)
    const crowd = new Crowd(server, new Map(ids.map((id) => [id, release])))
    await crowd.poll()
    return crowd
  }

  /** How many run a release. */
  running(release: string): number {
    return [...this.#releases.values()].filter((one) => one === release).length
  }

  /** Every tablet looks once. */
  async poll(): Promise<void> {
    await Promise.all([...this.#releases.keys()].map((id) => this.#look(id)))
  }

  async #look(id: string): Promise<void> {
    const release = this.#releases.get(id) ?? ''
    const wanted = await this.#ask(id, { release })
    if (wanted === release) return
    if (this.broken.has(id)) {
      await this.#ask(id, {
        release,
        phase: 'rolled_back',
        target: wanted,
        error: 'boot-error',
        detail: 'ring is no function',
      })
      return
    }
    this.#releases.set(id, wanted)
    await this.#ask(id, { release: wanted })
  }

  async #ask(tablet: string, report: Record<string, string>): Promise<string> {
    const answer = await fetch(`${this.#server.url}/config/version.json?${new URLSearchParams({ tablet, ...report })}`)
    return ((await answer.json()) as { version: string }).version
  }
}
