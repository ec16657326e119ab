/** What is kept of a step's output, bytes. */
export const MOST_OUTPUT = 1024 * 1024

type Sink = (stream: 'stdout' | 'stderr', text: string) => void

/**
 * Pass on the first megabyte of what a step prints, so that one that prints for ever fills neither memory nor database.
 *
 * @returns `end` says how much was dropped, in a line of its own
 */
export function limitOutput(pass: Sink, most = MOST_OUTPUT): { line: Sink; end(): void } {
  let kept = 0
  let dropped = 0
  return {
    line(stream, text) {
      const bytes = Buffer.byteLength(text) + 1 // its end counts too: empty lines are not free
      if (dropped > 0 || kept + bytes > most) {
        dropped += bytes
      } else {
        kept += bytes
        pass(stream, text)
      }
    },
    end() {
      if (dropped > 0) pass('stderr', `[${dropped} bytes of output after this are not kept]`)
    },
  }
}
