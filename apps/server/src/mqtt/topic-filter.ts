/**
 * Does a filter let through everything that another one does (MQTT 5, section 4.7)? A topic is a filter that lets itself through.
 *
 * @example covers('freekiosk/hall/set/#', 'freekiosk/hall/set/+') // true
 */
export function covers(filter: string, asked: string): boolean {
  if (filter === asked) return true
  // No wildcard stands for a level that begins with `$` at the front.
  if (asked.startsWith('$') && !filter.startsWith('$')) return false
  const wide = filter.split('/')
  const narrow = asked.split('/')
  for (const [i, level] of wide.entries()) {
    if (level === '#') return true
    const other = narrow[i]
    if (other === undefined || other === '#') return false
    if (level !== '+' && level !== other) return false
  }
  return wide.length === narrow.length
}

/** Is this a filter: + and # alone on their level, # on the last one (MQTT 5, section 4.7.1)? */
export function isFilter(filter: string): boolean {
  const levels = filter.split('/')
  return (
    filter !== '' &&
    levels.every((level, i) => !/[+#]/.test(level) || level === '+' || (level === '#' && i === levels.length - 1))
  )
}
