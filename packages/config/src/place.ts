/**
 * Where something stands in a configuration, as one would write it.
 *
 * @example placeText(['environments', 'production', 'health', 'targets', 0]) // 'environments.production.health.targets[0]'
 */
export function placeText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the configuration'
  return path
    .map((key, at) => {
      if (typeof key === 'number') return `[${key}]`
      const name = String(key)
      return /^[\w-]+$/.test(name) ? `${at > 0 ? '.' : ''}${name}` : `[${JSON.stringify(name)}]`
    })
    .join('')
}
