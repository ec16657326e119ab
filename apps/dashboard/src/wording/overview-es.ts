import type { EN } from './overview-en.ts'

/** What the page says on the overview, in Spanish. */
export const ES: typeof EN = {
  environments: 'Entornos',
  noCurrent: 'ninguna',
  instead: 'bloqueada; las tabletas muestran',
  directive: 'Orden',
  stuckTablets: 'Tabletas atascadas',
}
