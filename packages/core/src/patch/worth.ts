/** Above this share of what it saves, a patch is not worth its keep: tablets download the files instead. */
const MOST = 0.6

/**
 * Is a patch worth to be kept?
 *
 * @param patch bytes of it as brotli
 * @param full bytes of the contents it stands for as brotli
 */
export function isWorthwhile(patch: number, full: number): boolean {
  return patch <= MOST * full
}
