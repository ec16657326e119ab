import type { EN } from './deploying-en.ts'
import { amount } from './units.ts'

const tablets = (count: number) => `${amount(count)} ${count === 1 ? 'tableta' : 'tabletas'}`

/** What deploying a release says, in Spanish. */
export const ES: typeof EN = {
  deployRelease: 'Desplegar una versión',
  deploy: 'Desplegar',
  deployTo: (version, environment) => `Desplegar ${version} en ${environment}`,
  schedule: (version, environment) => `Programar ${version} para ${environment}`,
  release: 'Versión',
  blocked: 'bloqueada',
  currentHere: 'vigente aquí',
  environment: 'Entorno',
  how: 'Cómo se reparte',
  ways: {
    configured: { name: 'Como está configurado', is: 'según las reglas del entorno' },
    all: { name: 'Todas a la vez', is: 'se ofrece a todas las tabletas' },
    canary: { name: 'Por oleadas', is: 'cada oleada debe ir bien antes de la siguiente' },
    'blue-green': { name: 'Azul-verde', is: 'primero una vista previa, luego un solo cambio para todas' },
  },
  waves: 'Oleadas',
  wavesHelp: 'La última oleada siempre incluye a todas las que quedan.',
  wave: (nth) => `Oleada ${nth}`,
  by: 'A quiénes',
  bys: { percent: '% de la flota', count: 'número de tabletas', groups: 'grupos', tags: 'etiquetas' },
  amounts: { percent: 'Porcentaje', count: 'Tabletas', groups: 'Grupos, con comas', tags: 'Etiquetas, con comas' },
  bake: 'Reposo, minutos',
  success: 'Debe ir bien, %',
  error: 'Freno si falla más del, %',
  minSamples: 'Mínimo de respuestas',
  approval: 'Solo se abre con un sí',
  addWave: 'Añadir una oleada',
  remove: 'Quitar',
  removeWave: (nth) => `Quitar la oleada ${nth}`,
  onError: 'Cuando salta el freno',
  onErrors: {
    pause: 'pausar: no ofrecerla a nadie más',
    rollback: 'volver atrás: también en las que la tienen',
    notify: 'solo avisar, y seguir',
  },
  pace: {
    atOnce: { name: 'A la vez como mucho, tabletas', is: 'Vacío: tantas como haya.' },
    timeout: { name: 'Falla si no avanza en, minutos', is: 'Vacío: 30.' },
    verify: { name: 'Para contar debe mantenerse, minutos', is: 'Vacío: 1.' },
    patience: { name: 'Pausar si no pasa nada en, minutos', is: 'Vacío: 60.' },
    maxOffers: { name: 'Ofertas a una tableta como mucho', is: 'Vacío: 20.' },
  },
  autoPromote: 'Cambiar por sí solo tras una buena vista previa de, minutos',
  autoPromoteHelp: 'Vacío: cambia una persona.',
  startAt: 'Comienzo',
  startAtHelp: 'Vacío: ahora. En su propia zona horaria:',
  force: 'Cambiar las tabletas sin preguntar',
  notes: 'Qué hay de nuevo, para quien está ante la tableta',
  more: 'Más',
  preview: 'Quién estará en qué oleada',
  previewAll: 'Quién la recibirá',
  looking: 'Averiguando…',
  noPreview: 'Elija una versión y corrija lo señalado; entonces se dirá aquí quién la recibe y cuándo.',
  members: (count, online) => `${tablets(count)}, ${online} en línea`,
  such: 'como',
  everybodyElse: 'todas las demás',
  everybodyIs: {
    all: (count) => `Se ofrece a todas las de allí a la vez: ${tablets(count)}.`,
    canary: (count) => `${tablets(count)} allí.`,
    'blue-green': (count) => `Ninguna la recibe antes del cambio; después, todas a la vez: ${tablets(count)}.`,
  },
  warnings: 'A tener en cuenta',
  configuredAs: (how) => `Configurado aquí: ${how}`,
  noReleases: 'Todavía no hay ninguna versión que desplegar. Publique una con',
  faults: ({ is, min, max }) => {
    if (is === 'missing') return min === undefined ? 'Hace falta.' : `Hace falta un número de ${min} a ${max}.`
    if (is === 'number') return `Debe ser un número de ${min} a ${max}.`
    if (is === 'whole') return `Debe ser un número entero de ${min} a ${max}.`
    if (is === 'rising') return `Debe ser más de ${min}: las oleadas anteriores se cuentan dentro.`
    if (is === 'names') return 'Hace falta al menos un nombre.'
    return is === 'past' ? 'Ese momento ya pasó.' : 'No es una fecha con hora.'
  },
  /** What the server says of it, in English. */
  mustBe: (must) => `Debe ser otro: ${must}.`,
  missingWaves: 'Hace falta al menos una oleada.',
  supersedeTitle: (running, environment) => `${running} está en curso en ${environment}. ¿Ocupar su lugar?`,
  supersedeWaiting: (running, environment) => `${running} espera en ${environment}. ¿Ocupar su lugar?`,
  supersede: (version) => `Terminarlo y desplegar ${version}`,
  supersedeMeans: (running, version) =>
    `El despliegue de ${running} termina como fallido (otro ocupó su lugar), y empieza ${version}.`,
  supersedeHas: (has, members, running) =>
    `${has} de ${tablets(members)} tienen ya ${running}; pasarán a la nueva cuando les toque.`,
}
