/** One option of a command: for the parser and for the help. */
export interface Option {
  type: 'string' | 'boolean'
  /** One letter that stands for it. */
  short?: string
  /** May be given several times; its value is then a list. */
  multiple?: true
  /** Takes every argument up to the next option, as a shell's `*` gives them. */
  greedy?: true
  /** Stands for the value in the help, e.g. `<name>`. */
  value?: string
  says: string
}

/** What the parser makes of an option. */
export type OptionValue = string | boolean | (string | boolean)[]

/** What a command is called with, after parsing. */
export interface Call {
  /** The arguments the command declares, without those that may be left out and were. */
  args: string[]
  options: Record<string, OptionValue | undefined>
  env: Record<string, string | undefined>
  /** Where an answer goes that is told while it comes about, and `isTold`; all others are written when they are whole. */
  stdout: Output
  /** Where progress and warnings go, never the answer. */
  stderr: Output
  json: boolean
  clock: Clock
  /** Do something that Ctrl-C ends by `signal`, and not by the end of this program. */
  interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>
}

/** Time, as far as somebody waits. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number
  /** Let milliseconds pass, fewer when the signal ends it. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** A stream that is written to; `isTTY` when a person looks at it. */
export interface Output {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

/** What a command found out: for programs, and for people. */
export interface Answer {
  data: object
  text: string
  /** The exit code, from `EXIT`; done without it. */
  exit?: number
  /** It was written already. */
  isTold?: true
}

export interface Command {
  /** One word, or two such as `token create`. */
  name: string
  /** Names of its arguments; one in square brackets may be left out. */
  args: string[]
  summary: string
  /** More for its own `--help`. */
  about?: string
  options: Record<string, Option>
  run(call: Call): Promise<Answer>
}

/** A text option's value. */
export function text(call: Call, name: string): string | undefined {
  const value = call.options[name]
  return typeof value === 'string' ? value : undefined
}

/** Every value of a text option that may be given several times. */
export function texts(call: Call, name: string): string[] {
  return [call.options[name] ?? []].flat().filter((value) => typeof value === 'string')
}

/** Was a switch given? */
export function flag(call: Call, name: string): boolean {
  return call.options[name] === true
}
