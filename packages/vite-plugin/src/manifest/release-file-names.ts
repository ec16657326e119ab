/** The manifest, at the root of a built folder. */
export const MANIFEST_FILE = 'relevo.json'

/** What a tablet polls on a static host. */
export const VERSION_FILE = 'config/version.json'

/** Where release patches are, in a folder for the release that they make: no cache takes an older one for a newer. */
export const PATCH_FOLDER = 'patches'

/** What stands for the old release in the name of a patch from nothing. A version of that name can have no patch there. */
export const WHOLE = 'whole'

/**
 * The path of a patch.
 *
 * @param version the release that it makes; `{version}` gives the template
 * @param from the one it is made from, or `WHOLE`
 * @example patchPath('r2', 'r1') // 'patches/r2/r1'
 */
export function patchPath(version: string, from: string): string {
  return `${PATCH_FOLDER}/${version}/${from}`
}

/** How compressed forms are called beside what they are made of; nginx's `brotli_static` and `gzip_static` look for these. */
export const FORM_ENDINGS = { br: '.br', gzip: '.gz' } as const

/** What Relevo needs for itself. Dotted: no release has it, and hosts do not serve it. */
export const OWN_FOLDER = '.relevo'
