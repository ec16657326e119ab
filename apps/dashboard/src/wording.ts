const WORDING = {
  en: {
    title: 'Relevo',
    tokenLabel: 'Token',
    tokenHelp: 'The server prints its own when it starts; relevo token create makes others.',
    signIn: 'Sign in',
    refused: 'The server refused this token.',
    signOut: 'Sign out',
    environments: 'Environments',
    tablets: 'Tablets',
    releases: 'Releases',
    noTablets: 'No tablet has checked in yet. Open the app in a browser, or on a tablet as',
    noReleases: 'No release yet. Publish one with',
    noCurrent: 'none yet',
    id: 'Tablet',
    reports: 'Reports release',
    since: 'since',
    doing: 'Doing',
    lastError: 'Last error',
    seen: 'Last seen',
    version: 'Version',
    published: 'Published',
    size: 'Size',
    files: 'Files',
    engines: 'Needs at least',
    notes: 'Notes',
    current: 'Current',
    blocked: 'blocked',
    instead: 'blocked; tablets run',
    directive: 'Directive',
    online: 'online',
    offline: 'offline',
    live: 'Live',
    lost: 'The server does not answer; these rows are from',
    partOf: 'of',
    stuckTablets: 'Tablets stuck',
    stuckBefore: 'stuck before',
    withoutWorker: 'without a worker: updates are reloads',
    reasons: {
      'reload-loop': 'it reloads and does not arrive',
      incompatible: 'its browser engine is too old',
      'boot-script': 'the entry script never ran',
      'insecure-context': 'no HTTPS',
      'worker-unavailable': 'it could not be installed',
      'storage-unavailable': 'storage is refused',
      'no-space': 'too little storage',
    },
    phases: {
      current: 'up to date',
      trial: 'on trial',
      downloading: 'downloading',
      backing_off: 'waiting to try again',
      staged: 'ready to switch to',
      switching: 'switching to',
      rolled_back: 'went back from',
      stuck: 'stuck',
    },
  },
  es: {
    title: 'Relevo',
    tokenLabel: 'Token',
    tokenHelp: 'El servidor muestra el suyo al arrancar; relevo token create crea otros.',
    signIn: 'Entrar',
    refused: 'El servidor rechazó este token.',
    signOut: 'Salir',
    environments: 'Entornos',
    tablets: 'Tabletas',
    releases: 'Versiones',
    noTablets: 'Ninguna tableta se ha presentado. Abra la app en un navegador, o en una tableta como',
    noReleases: 'No hay versiones. Publique una con',
    noCurrent: 'ninguna',
    id: 'Tableta',
    reports: 'Versión que muestra',
    since: 'desde',
    doing: 'Qué hace',
    lastError: 'Último error',
    seen: 'Vista',
    version: 'Versión',
    published: 'Publicada',
    size: 'Tamaño',
    files: 'Archivos',
    engines: 'Necesita al menos',
    notes: 'Notas',
    current: 'Vigente',
    blocked: 'bloqueada',
    instead: 'bloqueada; las tabletas muestran',
    directive: 'Orden',
    online: 'en línea',
    offline: 'sin conexión',
    live: 'En vivo',
    lost: 'El servidor no responde; estas filas son de las',
    partOf: 'de',
    stuckTablets: 'Tabletas atascadas',
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
  },
}

const lang = navigator.language.startsWith('es') ? 'es' : 'en'
document.documentElement.lang = lang

/** What the page says, in the operator's language. */
export const words = WORDING[lang]

/** A code in words; a code of a newer server stands for itself. */
export function reason(code: string): string {
  return words.reasons[code as keyof typeof words.reasons] ?? code
}

/** An engine as its vendor writes it, such as `Chrome 83`. */
export function engine({ name, version }: { name: string; version: number }): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${version}`
}

const time = new Intl.DateTimeFormat(lang, { dateStyle: 'short', timeStyle: 'medium' })

/** A moment in the operator's own zone. */
export function moment(iso: string | undefined): string {
  return iso ? time.format(new Date(iso)) : ''
}

/** Bytes as a person reads them; 1 kB is 1,000 bytes. */
export function bytes(count: number): string {
  const [value, unit] = count < 1e6 ? [count / 1e3, 'kB'] : [count / 1e6, 'MB']
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(value)} ${unit}`
}
