import { CHECKS_ES } from './doctor-checks-es.ts'
import type { EN } from './doctor-en.ts'
import { amount } from './units.ts'

/** What the page of the doctor says, in Spanish. */
export const ES: typeof EN = {
  doctorIs:
    'Lo que se sabe que suele estar mal configurado entre tabletas, aplicaciones de quiosco, brókeres y este servidor, y cómo se arregla.',
  lookAgain: 'Mirar de nuevo',
  looking: 'Mirando…',
  lookedAt: (at: string) => `Mirado a las ${at}`,
  found: (checks: number) =>
    checks === 1 ? '1 cosa está mal configurada' : `${amount(checks)} cosas están mal configuradas`,
  nothingFound: 'No se encontró nada de lo que se sabe que suele fallar.',
  why: 'Qué consecuencias tiene',
  whatToDo: 'Qué hacer',
  unmeasured: 'Sin medir',
  unmeasuredAre: 'Aquí no se sabe nada que lo diga: no es señal de que todo esté bien.',
  well: 'Bien',
  checks: CHECKS_ES,
}
