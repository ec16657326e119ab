import type { EN } from './alerts-en.ts'
import { amount } from './units.ts'

/** What the page says of alerts, in Spanish. */
export const ES: typeof EN = {
  alerts: 'Alertas',
  alert: 'Alerta',
  worst: 'Valor',
  by: 'Atendida por',
  firing: 'Activas',
  resolved: 'Resueltas',
  quiet: 'Todo en orden: no salta ninguna regla.',
  noneResolved: 'Todavía no se ha resuelto ninguna.',
  rules: {
    'adoption-stalled': 'Muy pocas tabletas usan la versión que deben',
    'error-rate': 'Demasiadas tabletas con errores',
    offline: 'Demasiadas tabletas sin conexión',
    skew: 'Demasiadas versiones a la vez',
    'no-check-ins': 'Ninguna tableta se presenta',
  },
  sentences: {
    'adoption-stalled': (value, limit, samples) =>
      `El ${value} de ${amount(samples)} tabletas en línea usa la versión que debe; lo mínimo es el ${limit}.`,
    'error-rate': (value, limit, samples) =>
      `De ${amount(samples)} tabletas da error al menos el ${value}, con un 95 % de confianza; el límite es el ${limit}.`,
    offline: (value, limit, samples) =>
      `El ${value} de ${amount(samples)} tabletas está sin conexión; el límite es el ${limit}.`,
    skew: (value, limit, samples) =>
      `${amount(samples)} tabletas en línea usan ${value} versiones a la vez; ${limit} ya son demasiadas.`,
    'no-check-ins': (value, limit, samples) =>
      `Ninguna de ${amount(samples)} tabletas ha dado señal en ${value}; el límite son ${limit}.`,
  },
  since: 'Desde',
  lasted: 'Duró',
  value: 'Valor',
  limit: 'Límite',
  samples: (count) => `de ${amount(count)}`,
  acknowledged: (by, moment) => `Atendida por ${by}, ${moment}`,
  silenced: (moment) => `Silenciada hasta ${moment}`,
  silencedIs: 'no salen avisos',
  acknowledge: 'Atender…',
  acknowledgeTitle: (rule, environment) => `${environment}: ${rule}`,
  acknowledgeMeans: 'Sigue ahí hasta que desaparezca la causa; todos ven que usted se ocupa.',
  note: 'Nota (puede omitirse)',
  doAcknowledge: 'Atender',
  silence: 'Silenciar durante',
  silenceFor: [
    ['1 h', 3_600],
    ['8 h', 28_800],
    ['1 día', 86_400],
    ['1 semana', 604_800],
  ],
  unsilence: 'Quitar el silencio',
  firingCount: (count) => `${amount(count)} ${count === 1 ? 'alerta activa' : 'alertas activas'}`,
}
