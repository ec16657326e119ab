/** Number of places; a place below `share * PLACES` is in the first `share` of the fleet. */
export const PLACES = 2 ** 32

/**
 * The place of a tablet in the queue for a deployment: the same for ever, another one in each deployment, and so evenly
 * spread that a hundredth of the places has a hundredth of the tablets. A larger wave keeps whom a smaller one had.
 *
 * FNV-1a over the text, then the finalizer of MurmurHash3, without which similar ids would stand side by side
 * (http://www.isthe.com/chongo/tech/comp/fnv/, https://github.com/aappleby/smhasher).
 *
 * @returns a whole number, 0 to 2^32 - 1
 * @example placeOf('d1', 'lobby-1') / PLACES < 0.05 // is it in the first 5 %?
 */
export function placeOf(deployment: string, tablet: string): number {
  const text = `${deployment}\n${tablet}`
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
