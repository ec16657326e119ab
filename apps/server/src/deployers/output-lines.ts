import { StringDecoder } from 'node:string_decoder'
import { stripVTControlCharacters } from 'node:util'

/** A line longer than this is passed on in pieces, characters. */
const LONGEST_LINE = 8_192

/** Cuts the bytes of a stream into lines. */
export interface Lines {
  take(bytes: Buffer): void
  /** The stream ended: what is left is a line too. */
  end(): void
}

/**
 * Read a stream as lines of text, in memory that does not grow with their length. A character may come in two pieces;
 * of a line that was overwritten with carriage returns, such as a progress bar, the last state counts; colours are left out.
 */
export function inLines(onLine: (text: string) => void): Lines {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const read = (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) for (const piece of inPieces(line)) onLine(readable(piece))
    while (rest.length > LONGEST_LINE) {
      const [piece = ''] = inPieces(rest)
      onLine(readable(piece))
      rest = rest.slice(piece.length)
    }
  }
  return {
    take: (bytes) => read(decoder.write(bytes)),
    end() {
      read(decoder.end())
      if (rest !== '') onLine(readable(rest))
      rest = ''
    },
  }
}

function inPieces(line: string): string[] {
  const pieces: string[] = []
  let from = 0
  do {
    let to = Math.min(from + LONGEST_LINE, line.length)
    if (to < line.length && /[\uD800-\uDBFF]/.test(line.charAt(to - 1))) to-- // half a character
    pieces.push(line.slice(from, to))
    from = to
  } while (from < line.length)
  return pieces
}

function readable(line: string): string {
  const shown = line.replace(/\r+$/, '').split('\r').at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return stripVTControlCharacters(shown).replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '')
}
