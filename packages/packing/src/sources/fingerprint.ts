/** How many bytes a sample stands for, on average. */
const ONE_IN_BITS = 4

/** A number for each byte, by a fixed generator: which does not matter, only that they differ in all bits. */
const GEAR = Uint32Array.from({ length: 256 }, (_, byte) => {
  let mixed = Math.imul(byte + 1, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
})

/**
 * What is left of some bytes to know others like them by: hashes of stretches of 16 bytes, taken where the hash itself says so.
 * The same stretch is thus sampled wherever it stands, in whatever file.
 * Gear hashing, as in FastCDC (Xia et al., USENIX ATC 2016): a byte is shifted out by itself after 32 bits.
 *
 * @returns different numbers of 32 bits, in the order in which they first come up
 */
export function fingerprint(bytes: Uint8Array): Uint32Array {
  const samples = new Set<number>()
  let hash = 0
  for (let at = 0; at < bytes.length; at++) {
    hash = ((hash << 2) + (GEAR[bytes[at] as number] as number)) >>> 0
    if (at >= 15 && hash >>> (32 - ONE_IN_BITS) === 0) samples.add(hash)
  }
  return Uint32Array.from(samples)
}
