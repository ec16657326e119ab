/** What a person at the tablet reads. */
const WORDING = {
  es: {
    title: 'Tableta sin dar de alta',
    text: 'Escriba el código que muestra el panel de control. Tableta:',
    code: 'Código',
    accept: 'Dar de alta',
    later: 'Ahora no',
    busy: 'Dando de alta …',
    refused: 'Este código no es válido o ya no lo es. Pida otro.',
    hurried: 'Demasiados intentos. Espere un momento.',
    away: 'El servidor no responde. Inténtelo de nuevo.',
    failed: 'El servidor no lo aceptó:',
  },
  en: {
    title: 'Tablet not enrolled',
    text: 'Type the code that the dashboard shows. Tablet:',
    code: 'Code',
    accept: 'Enrol',
    later: 'Not now',
    busy: 'Enrolling …',
    refused: 'This code is not valid, or not any more. Ask for another.',
    hurried: 'Too many tries. Wait a moment.',
    away: 'The server does not answer. Try again.',
    failed: 'The server did not accept it:',
  },
}

export type Wording = (typeof WORDING)['en']

/** The wording for a language tag; whatever is not Spanish reads English. */
export function wordingFor(language: string): Wording & { lang: string } {
  const lang = /^es\b/i.test(language) ? 'es' : 'en'
  return { lang, ...WORDING[lang] }
}

/** Why an enrolment came to nothing. */
export function refusalIn(words: Wording, code: string): string {
  switch (code) {
    case 'enrolment-refused':
      return words.refused
    case 'too-many-requests':
      return words.hurried
    case 'network':
      return words.away
    default:
      return `${words.failed} ${code}`
  }
}
