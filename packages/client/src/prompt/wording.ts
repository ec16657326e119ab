/** What a person at the tablet reads. */
const WORDING = {
  es: {
    title: 'Nueva versión lista',
    text: 'La pantalla se recargará un momento.',
    countdown: 'Se actualizará sola en',
    waiting: 'Se actualizará sola en un momento tranquilo.',
    accept: 'Actualizar ahora',
    later: 'Más tarde',
  },
  en: {
    title: 'New version ready',
    text: 'The screen will reload for a moment.',
    countdown: 'Updates by itself in',
    waiting: 'Updates by itself at a quiet moment.',
    accept: 'Update now',
    later: 'Later',
  },
}

export type Wording = (typeof WORDING)['en']

/**
 * The wording for a language tag; whatever is not Spanish reads English.
 *
 * @example wordingFor('es-MX').later // 'Más tarde'
 */
export function wordingFor(language: string): Wording & { lang: string } {
  const lang = /^es\b/i.test(language) ? 'es' : 'en'
  return { lang, ...WORDING[lang] }
}
