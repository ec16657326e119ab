/** The manifest, at the root of a built folder. */
export const MANIFEST_FILE = 'relevo.json'

/** What a tablet polls on a static host. */
export const VERSION_FILE = 'config/version.json'

/** Where release patches are, each called as the version it is made from. */
export const PATCH_FOLDER = 'patches'

/** The patch from nothing. A version of that name, and one that ends as a form does, can have no patch on a static host. */
export const WHOLE_FILE = `${PATCH_FOLDER}/whole`

/** How compressed forms are called beside what they are made of; nginx's `brotli_static` and `gzip_static` look for these. */
export const FORM_ENDINGS = { br: '.br', gzip: '.gz' } as const

/** What Relevo needs for itself. Dotted: no release has it, and hosts do not serve it. */
export const OWN_FOLDER = '.relevo'
