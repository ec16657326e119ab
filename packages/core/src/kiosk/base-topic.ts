import type { App } from './app.ts'

/** Longest base topic that is taken, characters. */
const LONGEST = 200

/** The base topic each new WallPanel has. */
const WALLPANEL_DEFAULT = 'wallpanel/mywallpanel/'

/** What is often wrong with a base topic that works all the same, or seems to. */
export const BASE_FAULTS = ['no-slash', 'leading-slash', 'default', 'no-name'] as const

export type BaseFault = (typeof BASE_FAULTS)[number]

/** Is this a text that topics can begin with? Wildcards, `$`, control characters and other people's novels are refused. */
export function isBaseTopic(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > LONGEST || !/^[^$+#\p{Cc}\p{Cs}][^+#\p{Cc}\p{Cs}]*$/u.test(value))
    return false
  return /[^/\s]/.test(value)
}

/**
 * A base topic as a person writes it. All apps put it before their topics as it is, so that it must end in `/`: WallPanel
 * with `wallpanel/hall` publishes to `wallpanel/hallstate`.
 *
 * @returns `undefined` for what cannot be one
 * @example readBase('wallpanel/hall') // 'wallpanel/hall/'
 */
export function readBase(text: string): string | undefined {
  const base = text.trim()
  if (!isBaseTopic(base)) return undefined
  return base.endsWith('/') ? base : `${base}/`
}

/**
 * What is wrong with a base topic. `no-slash`: its topics run into it. `leading-slash`: they have an empty first level,
 * which is a level of its own. `default`: each new WallPanel has it, so that two cannot be told apart. `no-name`: a
 * FreeKiosk's ends in its name.
 */
export function baseFaults(app: App, base: string): BaseFault[] {
  const faults: BaseFault[] = []
  if (!base.endsWith('/')) faults.push('no-slash')
  if (base.startsWith('/')) faults.push('leading-slash')
  if (`${base.replace(/^\/|\/$/g, '')}/` === WALLPANEL_DEFAULT) faults.push('default')
  if (app === 'freekiosk' && !/[^/]\/[^/]/.test(base)) faults.push('no-name')
  return faults
}
