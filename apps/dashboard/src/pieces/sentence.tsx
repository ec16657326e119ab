import type { Piece } from './sentence-of.ts'

/** A sentence with its links. */
export function Sentence({ pieces, tabIndex }: { pieces: Piece[]; tabIndex?: number }) {
  return pieces.map(({ text, href }, i) =>
    href === undefined ? (
      text
    ) : (
      <a key={`${i}`} href={href} tabIndex={tabIndex}>
        {text}
      </a>
    ),
  )
}
