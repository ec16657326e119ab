/** Why a fleet does not run, as exit codes. */
export const EXIT = { refused: 1, usage: 2, unreachable: 3 } as const

/** A fleet does not run; the message has a line for each reason, and says what to do. */
export class Trouble extends Error {
  readonly exit: number

  constructor(why: keyof typeof EXIT, message: string) {
    super(message)
    this.exit = EXIT[why]
  }
}
