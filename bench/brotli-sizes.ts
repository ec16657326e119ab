import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { brotli } from '@relevo/packing'

/** How many bytes contents are as brotli 11, by hash: as it takes seconds a megabyte, it is remembered in a file. */
export class BrotliSizes {
  readonly #file: string
  readonly #sizes: Record<string, number>

  constructor(file: string) {
    this.#file = file
    this.#sizes = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  }

  /** The size of a content as brotli, or as it is, where that is smaller. */
  async of(sha256: string, read: (sha256: string) => Promise<Uint8Array>): Promise<number> {
    const known = this.#sizes[sha256]
    if (known !== undefined) return known
    const bytes = await read(sha256)
    const size = Math.min(bytes.length, brotli(bytes).length)
    this.#sizes[sha256] = size
    mkdirSync(dirname(this.#file), { recursive: true })
    // Whole or not at all, whenever the bench is stopped.
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#sizes))
    renameSync(`${this.#file}.new`, this.#file)
    return size
  }
}
