/** A piece of a sentence; with an address it is a link. */
export interface Piece {
  text: string
  href?: string
}

/**
 * A sentence from its wording. `{name}` stands for a piece, and what is in `[…]` is left out when a piece in it is unknown.
 *
 * @example
 * sentenceOf('{tablet} is stuck[: {error}]', { tablet: { text: 'lobby-1', href: '#tablet/lobby-1' } })
 * // [{ text: 'lobby-1', href: '#tablet/lobby-1' }, { text: ' is stuck' }]
 */
export function sentenceOf(wording: string, pieces: Record<string, Piece | undefined>): Piece[] {
  const parts = wording.split(/\[([^\]]*)\]/) // what stood in brackets is at odd places
  return parts.flatMap((part, i) => {
    const said = part.split(/\{(\w+)\}/).map((word, k) => (k % 2 === 1 ? pieces[word] : { text: word }))
    if (i % 2 === 1 && said.includes(undefined)) return []
    return said.map((piece) => piece ?? { text: '–' }).filter(({ text }) => text !== '')
  })
}

/** The words of a sentence alone. */
export function plainText(sentence: Piece[]): string {
  return sentence.map(({ text }) => text).join('')
}
