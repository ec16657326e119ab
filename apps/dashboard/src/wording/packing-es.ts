import type { EN } from './packing-en.ts'
import { amount } from './units.ts'

/** What the page of one release says of what tablets download, in Spanish. */
export const ES: typeof EN = {
  heading: 'Qué descarga una tableta',
  has: 'Una tableta que tiene',
  gets: 'Descarga',
  instead: 'En lugar de',
  share: 'Parte',
  remark: 'Nota',
  nothing: 'nada',
  files: (size) => `${size} en archivos`,
  someFiles: 'archivos',
  phases: {
    waiting: 'Se está preparando el parche; mientras tanto descarga archivos.',
    pointless: 'Un parche ahorraría poco.',
    failed: 'No se obtuvo un parche utilizable, así que descarga archivos',
  },
  noPatches:
    'No se prepara ningún parche: no hay versión anterior que tengan las tabletas, o los parches están desactivados.',
  waiting: 'Antes se empaquetan otras versiones.',
  packing: (done, total) => `Empaquetando: ${amount(done)} de ${amount(total)} pasos`,
  contents: (count) => `${amount(count)} ${count === 1 ? 'archivo distinto' : 'archivos distintos'}`,
  brotli: 'Con brotli',
  gzip: 'Con gzip',
  lastPatch: 'Último parche',
  outcomes: {
    applied: 'usado',
    unreachable: 'no se pudo obtener, o no llegó entero',
    'other-source': 'hecho a partir de otros archivos que los de la tableta',
    illegal: 'no es válido',
    'wrong-bytes': 'produjo otros bytes que los de la versión',
  },
  fellBack: 'descargó archivos',
}
