/** One option of a command: for the parser and for the help. */
export interface Option {
  type: 'string' | 'boolean'
  /** One letter that stands for it. */
  short?: string
  /** Stands for the value in the help, e.g. `<name>`. */
  value?: string
  says: string
}

/** What a command is called with, after parsing. */
export interface Call {
  /** Exactly the arguments the command declares. */
  args: string[]
  options: Record<string, string | boolean | undefined>
  env: Record<string, string | undefined>
  /** Where progress and warnings go, never the answer. */
  stderr: Output
  json: boolean
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
  /** Its exit code; absent = done. */
  exit?: number
}

export interface Command {
  name: string
  /** Names of its arguments, all of them required. */
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

/** Was a switch given? */
export function flag(call: Call, name: string): boolean {
  return call.options[name] === true
}
