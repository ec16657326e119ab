/** What the app looks for in a command, in its own order, whatever order the message has. */
const KEYS = [
  'camera',
  'url',
  'relaunch',
  'wake',
  'brightness',
  'reload',
  'clearCache',
  'eval',
  'audio',
  'speak',
  'settings',
  'volume',
  // WallPanel Pro's own; where in the order it looks for them is not known.
  'restartApp',
] as const

type Key = (typeof KEYS)[number]
type Command = Partial<Record<Key | 'wakeTime', unknown>>
/** What an app does for a key; one without an entry does nothing. */
export type Deeds = Partial<Record<Key, (command: Command) => unknown>>

/**
 * Carry out a command.
 *
 * @returns whether it was JSON. Nothing else is known: what came true of it the app does not know itself
 */
export function processCommand(text: string, deeds: Deeds): boolean {
  const command = read(text)
  if (!command) return false
  for (const key of KEYS) if (key in command) deeds[key]?.(command)
  return true
}

function read(text: string): Command | undefined {
  try {
    const command: unknown = JSON.parse(text)
    return typeof command === 'object' && command !== null ? command : undefined
  } catch {
    return undefined
  }
}
