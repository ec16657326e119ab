import type { Wire } from './network.ts'

/** The part of `Blob` that is used of the bytes in a body. */
export class MemoryBlob {
  readonly #bytes: Uint8Array

  constructor(parts: readonly Uint8Array[]) {
    this.#bytes = joined(parts)
  }

  async arrayBuffer(): Promise<Uint8Array> {
    return this.#bytes
  }

  slice(start: number, end: number): MemoryBlob {
    return new MemoryBlob([this.#bytes.slice(start, end)])
  }

  get bytes(): Uint8Array {
    return this.#bytes
  }
}

/** Where the bytes of a body come from: all at once, or piece by piece over the network. */
export type Pieces = () => Promise<Uint8Array | undefined>

type Content = string | Uint8Array | MemoryBlob | MemoryBody | null

interface MemoryReader {
  read(view?: Uint8Array): Promise<{ value: Uint8Array | undefined; done: boolean }>
  cancel(): Promise<void>
}

export class MemoryBody {
  readonly #next: Pieces
  /** Set when they are all here already. */
  readonly bytes: Uint8Array | undefined

  constructor(from: Uint8Array | Pieces) {
    if (typeof from === 'function') {
      this.#next = from
      return
    }
    this.bytes = from
    let left: Uint8Array | undefined = from.length > 0 ? from : undefined
    this.#next = async () => {
      const piece = left
      left = undefined
      return piece
    }
  }

  /** A reader with `mode: 'byob'` is given the memory that it reads into. */
  getReader({ mode }: { mode?: 'byob' } = {}): MemoryReader {
    let left: Uint8Array | undefined
    return {
      read: async (view) => {
        if (mode !== 'byob' || !view) {
          const value = await this.#next()
          return { value, done: value === undefined }
        }
        left ??= await this.#next()
        if (!left) return { value: view.subarray(0, 0), done: true }
        const value = view.subarray(0, left.length)
        value.set(left.subarray(0, value.length))
        left = left.length > value.length ? left.subarray(value.length) : undefined
        return { value, done: false }
      },
      cancel: async () => undefined,
    }
  }

  async all(): Promise<Uint8Array> {
    if (this.bytes) return this.bytes
    const pieces: Uint8Array[] = []
    for (let piece = await this.#next(); piece; piece = await this.#next()) pieces.push(piece)
    return joined(pieces)
  }
}

/** The part of `Response` that page and worker use, without a stream's real tasks: everything settles by promises alone. */
export class MemoryResponse {
  readonly status: number
  readonly headers: Map<string, string>
  readonly body: MemoryBody
  /** Set when it came off the wire as it is. */
  wire: Wire | undefined

  constructor(content: Content = null, init: { status?: number; headers?: Record<string, string> } = {}) {
    this.status = init.status ?? 200
    this.headers = new Map(Object.entries(init.headers ?? {}))
    this.body = content instanceof MemoryBody ? content : new MemoryBody(bytesOf(content))
  }

  static redirect(url: string, status = 302): MemoryResponse {
    return new MemoryResponse(null, { status, headers: { location: url } })
  }

  /** What a worker answers with where there is nothing to be had: a page sees its request fail. */
  static error(): MemoryResponse {
    return new MemoryResponse(null, { status: 0 })
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300
  }

  async text(): Promise<string> {
    return textOf(await this.body.all())
  }

  async arrayBuffer(): Promise<Uint8Array> {
    return this.body.all()
  }

  async blob(): Promise<MemoryBlob> {
    return new MemoryBlob([await this.body.all()])
  }
}

export function bytesOf(content: Exclude<Content, MemoryBody>): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content)
  return content instanceof MemoryBlob ? content.bytes : (content ?? new Uint8Array())
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString()
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts)
}
