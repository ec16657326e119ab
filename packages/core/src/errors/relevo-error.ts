import type { ErrorCode } from './codes.ts'

/**
 * Every error Relevo makes. `code` is from the closed list in `codes.ts`; the sentence and what to do about it are in
 * `sentences.ts`, which a tablet never downloads. Check `code`, not `instanceof`: it survives duplicate packages.
 *
 * @example throw new RelevoError('file-corrupt', 'assets/app.js')
 */
export class RelevoError extends Error {
  // No fields: for old engines those become a helper in every program.
  declare readonly code: ErrorCode
  declare readonly detail: string | undefined

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${code}: ${detail}` : code, options)
    this.name = 'RelevoError'
    this.code = code
    this.detail = detail
  }
}
