/**
 * Free the memory of some bytes at once: large ones would pile up, as a browser does not hurry to collect them.
 *
 * @see https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/ArrayBuffer/transfer (Chrome 114)
 */
export function letGo({ buffer }: Uint8Array<ArrayBuffer>): void {
  buffer.transfer?.(0)
}
