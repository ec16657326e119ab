import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { brotli } from '@relevo/packing'

/** How many bytes contents are as brotli 11, by hash: it takes seconds a megabyte, so that it is remembered in a file. */
export class BrotliSizes {
  readonly #file: string
  readonly #sizes: Record<string, number>

  constructor(file: string) {
    this.#file = file
    this.#sizes = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  }

  of(sha256: string, bytes: Uint8Array): number {
    const known = this.#sizes[sha256]
    if (known !== undefined) return known
    const size = Math.min(bytes.length, brotli(bytes).length)
    this.#sizes[sha256] = size
    return size
  }

  save(): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#sizes))
    renameSync(`${this.#file}.new`, this.#file)
  }
}
