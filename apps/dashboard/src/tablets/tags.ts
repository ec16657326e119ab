/**
 * The tags that somebody wrote, each once.
 *
 * @example tagsIn('qa, wall , qa') // ['qa', 'wall']
 */
export function tagsIn(text: string): string[] {
  const words = text.split(/[,;\s]+/).filter((word) => word !== '')
  return [...new Set(words)]
}
