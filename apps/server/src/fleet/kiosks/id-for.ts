import type { App, Place } from '@relevo/core/kiosk'

/** Most characters of an id that is made of a name, so that a number fits behind it. */
const LONGEST = 48

/**
 * An id that nobody has, made of what a kiosk is called or where it is. Ids are segments of URLs and part of user names.
 *
 * @example idFor({ app: 'wallpanel', place: { base: 'wallpanel/Hall/' } }, () => false) // 'wallpanel-hall'
 */
export function idFor(
  { app, name, place }: { app: App; name?: string; place?: Place },
  isTaken: (id: string) => boolean,
): string {
  const where = place?.device ?? place?.base ?? app
  const slug = (name ?? where)
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, LONGEST)
  const wanted = slug || app
  if (!isTaken(wanted)) return wanted
  for (let i = 2; ; i++) if (!isTaken(`${wanted}-${i}`)) return `${wanted}-${i}`
}
