/** What a person at the tablet reads, in Spanish and English. */
const WORDING = {
  es: {
    welcome: 'Bienvenido',
    ring: 'Toque a quién desea llamar',
    calling: 'Llamando a',
    hangUp: 'Colgar',
    release: 'Versión',
    tablet: 'Tableta',
    unknown: 'sin dar de alta',
    current: 'al día',
    trial: 'en prueba',
    downloading: 'descargando',
    backing_off: 'descarga en espera',
    staged: 'actualización lista',
    switching: 'cambiando',
    rolled_back: 'se volvió a esta versión; falló',
    stuck: 'no puede actualizarse a',
  },
  en: {
    welcome: 'Welcome',
    ring: 'Touch whom you want to call',
    calling: 'Calling',
    hangUp: 'Hang up',
    release: 'Release',
    tablet: 'Tablet',
    unknown: 'not enrolled',
    current: 'up to date',
    trial: 'on trial',
    downloading: 'downloading',
    backing_off: 'download waiting',
    staged: 'update ready',
    switching: 'switching',
    rolled_back: 'went back to this release; failed:',
    stuck: 'cannot update to',
  },
}

export type Wording = (typeof WORDING)['en']

/** The tablet's language: `?lang=`, else the browser's, else Spanish. */
export function wording(): Wording {
  const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language
  const lang = wanted.startsWith('en') ? 'en' : 'es'
  document.documentElement.lang = lang
  return WORDING[lang]
}
