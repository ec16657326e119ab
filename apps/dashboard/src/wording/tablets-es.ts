import type { EN } from './tablets-en.ts'

/** What the page says of tablets, in Spanish. */
export const ES: typeof EN = {
  tablets: 'Tabletas',
  noTablets: 'Ninguna tableta se ha presentado. Abra la app en un navegador, o en una tableta como',
  id: 'Tableta',
  reports: 'Versión que muestra',
  doing: 'Qué hace',
  lastError: 'Último error',
  seen: 'Vista',
  online: 'en línea',
  offline: 'sin conexión',
  stuckBefore: 'atascada antes de',
  withoutWorker: 'sin worker: se actualiza recargando',
  reasons: {
    'reload-loop': 'recarga y no llega',
    incompatible: 'su navegador es demasiado antiguo',
    'boot-script': 'el script de entrada no llegó a ejecutarse',
    'insecure-context': 'no hay HTTPS',
    'worker-unavailable': 'no se pudo instalar',
    'storage-unavailable': 'el navegador niega el almacenamiento',
    'no-space': 'poco espacio',
  },
  phases: {
    current: 'al día',
    trial: 'en prueba',
    downloading: 'descargando',
    backing_off: 'esperando para reintentar',
    staged: 'lista para pasar a',
    switching: 'pasando a',
    rolled_back: 'volvió de',
    stuck: 'atascada',
  },
}
