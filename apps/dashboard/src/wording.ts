const WORDING = {
  en: {
    title: 'Relevo',
    tokenLabel: 'Token',
    tokenHelp: 'The server prints it when it starts, and keeps it in its data folder.',
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
    since: 'Since',
    doing: 'Doing',
    lastError: 'Last error',
    seen: 'Last seen',
    version: 'Version',
    published: 'Published',
    size: 'Size',
    files: 'Files',
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
    phases: {
      current: 'up to date',
      trial: 'on trial',
      downloading: 'downloading',
      backing_off: 'waiting to try again',
      staged: 'ready to switch to',
      switching: 'switching to',
      rolled_back: 'went back from',
    },
  },
  es: {
    title: 'Relevo',
    tokenLabel: 'Token',
    tokenHelp: 'El servidor lo muestra al arrancar y lo guarda en su carpeta de datos.',
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
    since: 'Desde',
    doing: 'Qué hace',
    lastError: 'Último error',
    seen: 'Vista',
    version: 'Versión',
    published: 'Publicada',
    size: 'Tamaño',
    files: 'Archivos',
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
    phases: {
      current: 'al día',
      trial: 'en prueba',
      downloading: 'descargando',
      backing_off: 'esperando para reintentar',
      staged: 'lista para pasar a',
      switching: 'pasando a',
      rolled_back: 'volvió de',
    },
  },
}

const lang = navigator.language.startsWith('es') ? 'es' : 'en'
document.documentElement.lang = lang

/** What the page says, in the operator's language. */
export const words = WORDING[lang]

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
