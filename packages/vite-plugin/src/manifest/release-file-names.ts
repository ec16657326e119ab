/** The manifest, at the root of a built folder. */
export const MANIFEST_FILE = 'relevo.json'

/** What a tablet polls on a static host. */
export const VERSION_FILE = 'config/version.json'
