/** Above this share of what it saves, a patch is not worth its keep: tablets download the files instead. */
const MOST_OF_PATCH = 0.6
/** What a form saves must be worth the work of undoing it. */
const MOST_OF_FORM = 0.98

/**
 * Is a patch worth to be kept?
 *
 * @param patch bytes of it as brotli
 * @param full bytes of the contents it stands for as brotli
 */
export function isPatchWorth(patch: number, full: number): boolean {
  return patch <= MOST_OF_PATCH * full
}

/**
 * Is a form of a content worth to be kept?
 *
 * @param size bytes as they are
 * @param packed bytes in that form
 */
export function isFormWorth(size: number, packed: number): boolean {
  return packed < size * MOST_OF_FORM
}
