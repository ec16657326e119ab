/** A refusal of the API: its sentence is the message, and it says what can be done. */
export class ApiError extends Error {
  readonly code: string
  readonly remedy: string
  /** What exactly, such as the scope that is missing. */
  readonly detail: string | undefined

  constructor({ code, message, do: remedy, detail }: { code: string; message: string; do: string; detail?: string }) {
    super(message)
    this.code = code
    this.remedy = remedy
    this.detail = detail
  }
}
