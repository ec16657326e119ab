/**
 * Does a filter take in a topic (MQTT 5.0, section 4.7)? What begins with `$` is taken in by no wildcard at its beginning.
 *
 * @example matches('wallpanel/+/state', 'wallpanel/hall/state') // true
 */
export function matches(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false
  const levels = topic.split('/')
  const asked = filter.split('/')
  for (const [at, level] of asked.entries()) {
    if (level === '#') return true
    if (at >= levels.length || (level !== '+' && level !== levels[at])) return false
  }
  return asked.length === levels.length
}
