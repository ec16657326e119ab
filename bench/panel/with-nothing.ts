declare const __VERSION__: string

export function start(show: (version: string) => void): void {
  show(__VERSION__)
}
