/** A release's name. Any `[A-Za-z0-9._+-]{1,64}` is legal; two versions are never ordered by comparing text. */
export type Version = string

const VERSION = /^(?!\.\.?$)[\w.+-]{1,64}$/

/**
 * Is this a legal release version? `.` and `..` are refused: a version is also a URL segment.
 *
 * @example isVersion('20250330-a1b2c3d') // true
 */
export function isVersion(value: unknown): value is Version {
  return typeof value === 'string' && VERSION.test(value)
}
