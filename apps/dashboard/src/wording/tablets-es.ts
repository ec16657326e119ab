import type { EN } from './tablets-en.ts'
import { amount } from './units.ts'

/** What the page says of tablets, in Spanish. */
export const ES: typeof EN = {
  none: 'Ninguna tableta se ha presentado. Abra la app en un navegador, o en una tableta como',
  noMatch: 'Ninguna tableta coincide con este filtro.',
  clear: 'Quitar el filtro',
  id: 'Tableta',
  belongs: 'Grupo y etiquetas',
  reports: 'Versión que muestra',
  doing: 'Qué hace',
  seen: 'Vista',
  shouldRun: 'debería mostrar',
  stuckBefore: 'atascada antes de',
  withoutWorker: 'sin worker: se actualiza recargando',
  pinned: 'fijada',
  notTaken: 'aún no la ha tomado',
  never: 'nunca',
  presences: {
    online: 'en línea',
    offline: 'sin conexión',
    stale: 'una semana en silencio',
    'never-seen': 'nunca vista',
  },
  countsLabel: 'Cuántas y cuáles',
  counts: {
    all: 'todas',
    online: 'en línea',
    offline: 'sin conexión',
    stale: 'una semana en silencio',
    neverSeen: 'nunca vistas',
    stuck: 'atascadas',
    hands: 'hay que ir',
    behind: 'atrasadas',
  },
  search: 'Buscar',
  searchHelp: 'Id, nombre o notas',
  group: 'Grupo',
  tag: 'Etiqueta',
  release: 'Versión',
  assignment: 'En su despliegue',
  sort: 'Ordenadas por',
  sorts: { id: 'id', name: 'nombre', seen: 'última vez vista', since: 'cambio de versión más reciente' },
  alsoBy: { deployment: 'Despliegue', wave: 'Oleada', desired: 'Debería mostrar', phase: 'Qué hace' },
  takeOff: 'Dejar de filtrar por',
  filterLabel: 'Filtro',
  select: 'Seleccionar',
  selectAll: 'Seleccionar todas las que coinciden',
  selected: (count: number) => (count === 1 ? '1 tableta seleccionada' : `${amount(count)} tabletas seleccionadas`),
  clearSelection: 'Quitar la selección',
  actionsLabel: 'Con las tabletas seleccionadas',
  switchNow: 'Cambiar ya…',
  setLabels: 'Grupo y etiquetas…',
  pinTo: 'Fijar…',
  unpin: 'Soltar…',
  forget: 'Olvidar…',
  counting: 'Buscando las tabletas…',
  switchTitle: (count: number) => (count === 1 ? '¿Cambiar ya 1 tableta?' : `¿Cambiar ya ${amount(count)} tabletas?`),
  switchMeans: (count: number) =>
    count === 1
      ? 'Carga la versión que debería mostrar y cambia a ella sin preguntar a quien esté delante. Una llamada en curso se deja terminar.'
      : `${amount(count)} tabletas cargan la versión que deberían mostrar y cambian a ella sin preguntar a quien esté delante. Las llamadas en curso se dejan terminar.`,
  switchConfirm: 'Cambiar ya',
  labelsTitle: (count: number) =>
    count === 1 ? 'Grupo y etiquetas de 1 tableta' : `Grupo y etiquetas de ${amount(count)} tabletas`,
  labelsHelp: 'Lo que se deja vacío queda como está.',
  takeGroup: 'Sacarlas de su grupo',
  addTags: 'Añadir etiquetas',
  removeTags: 'Quitar etiquetas',
  tagsHelp: 'Varias, separadas por comas',
  labelsConfirm: (count: number) => (count === 1 ? 'Modificar 1 tableta' : `Modificar ${amount(count)} tabletas`),
  pinTitle: (count: number) =>
    count === 1 ? '¿Fijar 1 tableta a una versión?' : `¿Fijar ${amount(count)} tabletas a una versión?`,
  pinMeans: (count: number, version: string) =>
    count === 1
      ? `Pasa a ${version} y se queda ahí, se despliegue lo que se despliegue, hasta que se suelte.`
      : `${amount(count)} tabletas pasan a ${version} y se quedan ahí, se despliegue lo que se despliegue, hasta que se suelten.`,
  pinConfirm: 'Fijar',
  unpinTitle: (count: number) => (count === 1 ? '¿Soltar 1 tableta?' : `¿Soltar ${amount(count)} tabletas?`),
  unpinMeans: (count: number) =>
    count === 1
      ? 'Vuelve a seguir a su entorno y toma la versión vigente.'
      : `${amount(count)} tabletas vuelven a seguir a sus entornos y toman la versión vigente de cada uno.`,
  unpinConfirm: 'Soltar',
  noneIsPinned: 'Ninguna de estas está fijada.',
  forgetTitle: (count: number) => (count === 1 ? '¿Olvidar 1 tableta?' : `¿Olvidar ${amount(count)} tabletas?`),
  forgetMeans: (count: number, online: number) =>
    `${count === 1 ? 'Su nombre, grupo, etiquetas y notas se pierden' : `Los nombres, grupos, etiquetas y notas de ${amount(count)} tabletas se pierden`} para siempre; el registro conserva lo ocurrido. ${
      online > 0
        ? `${amount(online)} de ellas ${online === 1 ? 'está' : 'están'} en línea y ${online === 1 ? 'volverá' : 'volverán'} como nuevas.`
        : 'La que se presente de nuevo volverá como nueva.'
    }`,
  forgetConfirm: (count: number) => (count === 1 ? 'Olvidar 1 tableta' : `Olvidar ${amount(count)} tabletas`),
  progress: (done: number, count: number) => `${amount(done)} de ${amount(count)} hechas`,
  ordered: (count: number) =>
    count === 1 ? 'Se ordenó cambiar a 1 tableta.' : `Se ordenó cambiar a ${amount(count)} tabletas.`,
  close: 'Cerrar',
  import: 'Importar…',
  export: 'Exportar CSV',
  importTitle: 'Importar tabletas',
  importHelp:
    'Un archivo CSV cuya primera línea nombra las columnas, como en una exportación. Nada cambia hasta que usted lo diga.',
  importFile: 'Archivo CSV',
  importChecking: 'Mirando el archivo…',
  importFound: (created: number, changed: number, unchanged: number) =>
    `${amount(created)} nuevas, ${amount(changed)} por modificar, ${amount(unchanged)} sin cambios.`,
  importConfirm: (count: number) => `Importar ${amount(count)}`,
  importNothing: 'No hay nada nuevo en este archivo.',
  reasons: {
    network: 'el servidor de versiones no respondió',
    'server-error': 'el servidor de versiones respondió con un error',
    'file-missing': 'falta un archivo de la versión',
    'file-corrupt': 'un archivo llegó con otros bytes',
    'manifest-invalid': 'el manifiesto no es válido',
    'no-space': 'poco espacio',
    'storage-unavailable': 'el navegador niega el almacenamiento',
    'insecure-context': 'no hay HTTPS',
    'worker-unavailable': 'no se pudo instalar',
    'worker-silent': 'el worker dejó de responder',
    'switch-refused': 'no tiene la versión, o ya falló allí',
    'reload-ignored': 'la app de quiosco no hace caso de las recargas',
    'reload-loop': 'recarga y no llega',
    incompatible: 'su navegador es demasiado antiguo',
    'boot-error': 'la versión dio un error al arrancar',
    'boot-script': 'el script de entrada no llegó a ejecutarse',
    'boot-blank': 'la versión no mostró nada',
    'boot-timeout': 'la versión no avisó a tiempo de estar lista',
    'boot-attempts': 'la versión agotó sus arranques',
    'rolled-back-by-app': 'la app pidió la versión anterior',
    blocked: 'la versión está bloqueada',
    'offers-spent': 'se le ofreció tantas veces como se permite',
    unknown: 'no dijo por qué',
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
