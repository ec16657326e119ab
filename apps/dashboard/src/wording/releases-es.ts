import type { EN } from './releases-en.ts'

/** What the page says of releases, in Spanish. */
export const ES: typeof EN = {
  releases: 'Versiones',
  noReleases: 'No hay versiones. Publique una con',
  published: 'Publicada',
  size: 'Tamaño',
  files: 'Archivos',
  engines: 'Necesita al menos',
  current: 'Vigente',
  blocked: 'bloqueada',
}
