import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SENTENCES, type ServerCode } from '@relevo/core/errors'
import { type Manifest, readManifest } from '@relevo/core/release'
import { onTestFinished } from 'vitest'
import { ContractAlerts } from './contract-alerts.ts'
import { ContractDeployments } from './contract-deployments.ts'

export const TOKEN = 'a-token-for-tests'

/**
 * What a test may do to a request: answer it with a status and body, cut its connection, or never answer. Nothing of it is
 * carried out then; `lost` cuts the connection, and `after` answers so, when it was.
 */
export type Fault =
  | 'cut'
  | 'lost'
  | 'silence'
  | { status: number; body?: string; headers?: Record<string, string>; after?: true }

/** A small server that keeps the documented contract, on a real port, with every request on record. */
export class ContractServer {
  readonly files = new Map<string, Buffer>()
  readonly releases = new Map<string, { manifest: Manifest; notes?: unknown; commit?: unknown }>()
  readonly deployments = new ContractDeployments((version) => this.releases.has(version))
  readonly alerts = new ContractAlerts()
  readonly notices: Record<string, unknown>[] = []
  /** `METHOD /path`, in order of arrival. */
  readonly requests: string[] = []
  /** Headers of the same requests. */
  readonly headers: IncomingMessage['headers'][] = []
  tablets: Record<string, unknown>[] = []
  environments: Record<string, unknown>[] = []
  /** What it answers of the packing of a release, one after the other and the last for good; none as a server without patches. */
  packings: Record<string, unknown>[] = []
  /** Most uploads under way at the same time. */
  busiest = 0
  fault: (request: string) => Fault | undefined = () => undefined
  /** What an upload waits for before it is read; told how many are under way. */
  hold: (uploads: number) => Promise<void> = async () => undefined
  url = ''
  #busy = 0

  static async start(): Promise<ContractServer> {
    const contract = new ContractServer()
    const server = createServer((request, response) => contract.#hear(request, response))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    contract.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    onTestFinished(async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    })
    return contract
  }

  /** The environment that leads this program to it. */
  get env() {
    return { RELEVO_URL: this.url, RELEVO_TOKEN: TOKEN }
  }

  /** A release that is simply there. */
  hasRelease(version: string) {
    this.releases.set(version, { manifest: { version } as Manifest })
  }

  uploads(): string[] {
    return this.requests.filter((request) => request.startsWith('PUT '))
  }

  async #hear(request: IncomingMessage, response: ServerResponse) {
    const line = `${request.method} ${request.url}`
    this.requests.push(line)
    this.headers.push(request.headers)
    const fault = this.fault(line)
    if (fault === 'cut') {
      request.socket.destroy()
      return
    }
    if (fault === 'silence') return
    if (fault === 'lost' || fault?.after) {
      const sent = await text(request)
      this.#told(request.method ?? '', new URL(request.url ?? '', this.url), sent)
    }
    if (fault === 'lost') {
      request.socket.destroy()
      return
    }
    if (fault) {
      response.writeHead(fault.status, { ...fault.headers, connection: 'close' }).end(fault.body ?? '')
      return
    }
    const upload = /^PUT \/api\/releases\/files\/([0-9a-f]{64})$/.exec(line)?.[1]
    this.#busy += upload ? 1 : 0
    this.busiest = Math.max(this.busiest, this.#busy)
    if (upload) await this.hold(this.#busy)
    const parts: Buffer[] = []
    try {
      for await (const part of request) parts.push(part)
    } catch {
      return // the caller hung up in mid-upload: nothing to store, nobody to answer
    } finally {
      this.#busy -= upload ? 1 : 0
    }
    const body = Buffer.concat(parts)
    if (line === 'GET /health') return send(response, 200, { status: 'ok', timestamp: '2026-01-01T00:00:00Z' })
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return refuse(response, 401, 'unauthorized')
    if (upload) return this.#store(upload, body, response)
    this.#answer(line, body, response)
  }

  #answer(line: string, body: Buffer, response: ServerResponse) {
    if (line === 'POST /api/releases') return this.#release(JSON.parse(String(body)), response)
    if (line === 'POST /api/notify-update') return this.#notify(JSON.parse(String(body)), response)
    if (line === 'GET /api/environments') return send(response, 200, { success: true, data: this.environments })
    const packing = /^GET \/api\/releases\/[^/]+\/packing$/.test(line) && this.packings.splice(0, 1)[0]
    if (packing && this.packings.length === 0) this.packings.push(packing)
    if (packing) return send(response, 200, { success: true, data: packing })
    const [method = '', path = ''] = line.split(' ')
    const told = this.#told(method, new URL(path, this.url), String(body))
    if (told && 'code' in told) return refuse(response, told.status, told.code, told.detail)
    if (told) return send(response, told.status, { success: true, data: told.data, count: told.count })
    const page = /^GET \/api\/tablets\?limit=(\d+)&offset=(\d+)$/.exec(line)
    if (!page) return refuse(response, 404, 'not-found')
    const [limit, offset] = [Number(page[1]), Number(page[2])]
    const data = this.tablets.slice(offset, offset + limit)
    send(response, 200, { success: true, data, count: this.tablets.length })
  }

  #told(method: string, url: URL, body: string) {
    return this.alerts.answer(method, url, body) ?? this.deployments.answer(method, url, body)
  }

  #release(
    { manifest, notes, commit }: { manifest: Manifest; notes?: unknown; commit?: unknown },
    response: ServerResponse,
  ) {
    readManifest(manifest)
    const existing = this.releases.get(manifest.version)
    if (existing && JSON.stringify(existing.manifest) !== JSON.stringify(manifest))
      return refuse(response, 409, 'release-differs')
    if (existing)
      return send(response, 200, { success: true, data: { created: false, missing: [], release: manifest.version } })
    const missing = [...new Set(Object.values(manifest.files).map((file) => file.sha256))].filter(
      (hash) => !this.files.has(hash),
    )
    if (missing.length > 0) return send(response, 200, { success: true, data: { created: false, missing } })
    this.releases.set(manifest.version, { manifest, notes, commit })
    send(response, 201, { success: true, data: { created: true, release: manifest.version } })
  }

  #store(sha256: string, body: Buffer, response: ServerResponse) {
    if (createHash('sha256').update(body).digest('hex') !== sha256) return refuse(response, 422, 'upload-corrupt')
    this.files.set(sha256, body)
    send(response, 200, { success: true, data: {} })
  }

  #notify(notice: Record<string, unknown>, response: ServerResponse) {
    if (!this.releases.has(String(notice.version)))
      return refuse(response, 404, 'release-unknown', String(notice.version))
    const same = (one: Record<string, unknown>) => one.version === notice.version && one.force === notice.force
    const duplicate = this.notices.some(same)
    this.notices.push(notice)
    const { version, force, environment } = notice
    const data = { environment, version, force, changedAt: 1_767_225_600_000, duplicate, tablets: this.tablets.length }
    send(response, 200, { success: true, data })
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function refuse(response: ServerResponse, status: number, code: ServerCode, detail?: string): void {
  send(response, status, { success: false, error: { code, ...SENTENCES[code], detail } })
}
