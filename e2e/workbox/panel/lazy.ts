import { version } from 'virtual:relevo'

/** A chunk that only loads when asked for; its name differs from release to release. */
export const say = () => `lazy of ${version}`
