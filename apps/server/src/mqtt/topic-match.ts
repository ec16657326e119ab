/**
 * Does a topic match a filter (MQTT 5, section 4.7)?
 *
 * @example isMatch('fully/event/+/hall', 'fully/event/screenOn/hall') // true
 */
export function isMatch(filter: string, topic: string): boolean {
  if (filter === topic) return true
  if (topic.startsWith('$') && !filter.startsWith('$')) return false
  const levels = topic.split('/')
  const wanted = filter.split('/')
  for (const [i, level] of wanted.entries()) {
    if (level === '#') return true
    if (i >= levels.length || (level !== '+' && level !== levels[i])) return false
  }
  return wanted.length === levels.length
}

/** Is this a filter: + and # alone on their level, # on the last one (MQTT 5, section 4.7.1)? */
export function isFilter(filter: string): boolean {
  const levels = filter.split('/')
  return (
    filter !== '' &&
    levels.every((level, i) => !/[+#]/.test(level) || level === '+' || (level === '#' && i === levels.length - 1))
  )
}
