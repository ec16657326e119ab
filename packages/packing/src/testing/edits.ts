/** A whole number from 0 up to below `below`. */
export type Random = (below: number) => number

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** What developers and bundlers do to a file: words replaced, put in and taken out, parts moved, doubled, or taken from others. */
export function editsOf(bytes: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  let edited = bytes
  for (let edits = 1 + random(12); edits > 0; edits--) {
    const at = random(edited.length + 1)
    const to = at + random(Math.min(edited.length - at, 1 + random(2_000)) + 1)
    const other = others[random(others.length)] ?? edited
    const begin = random(other.length + 1)
    const word = Uint8Array.from({ length: random(40) }, () => 97 + random(26))
    const inserted = [
      word.subarray(0, to - at),
      word,
      Uint8Array.from(edited.subarray(at, to)).reverse(),
      other.subarray(begin, begin + random(5_000)),
      Buffer.concat([edited.subarray(at, to), edited.subarray(at, to)]),
    ][random(5)] as Uint8Array
    edited = Buffer.concat([edited.subarray(0, at), inserted, edited.subarray(to)])
  }
  return edited
}
