import type { EN } from './release-page-en.ts'
import { amount } from './units.ts'

const tablets = (count: number) => `${amount(count)} ${count === 1 ? 'tableta' : 'tabletas'}`

/** What the page of one release says, in Spanish. */
export const ES: typeof EN = {
  allReleases: 'Todas las versiones',
  unknown: 'No existe esa versión.',
  unknownHelp: 'Puede que el enlace esté cortado o que la versión sea de otro servidor.',
  commit: 'Commit',
  published: 'Publicada',
  size: 'Tamaño',
  files: (count) => `${amount(count)} ${count === 1 ? 'archivo' : 'archivos'}`,
  engines: 'Necesita al menos',
  notes: 'Notas',
  currentIn: 'Vigente en',
  nowhere: 'ninguno',
  runs: 'Tabletas que la usan',
  blockedSince: (moment) => `Bloqueada desde ${moment}: ninguna tableta puede usarla.`,
  deploy: 'Desplegarla…',
  block: 'Bloquear…',
  unblock: 'Desbloquear…',
  blockTitle: (version) => `¿Bloquear ${version}?`,
  blockMeans: 'Ninguna tableta podrá usarla, y no se podrá desplegar.',
  blockLeaves: (count) =>
    count === 0
      ? 'Ninguna tableta la usa ahora.'
      : `${tablets(count)} que la ${count === 1 ? 'usa vuelve' : 'usan vuelven'} a la versión anterior.`,
  blockCurrent: (environments) => `Está vigente en ${environments}: allí ocupa su lugar la anterior, de inmediato.`,
  blockUnknown: 'No se pudo averiguar cuántas tabletas la usan.',
  doBlock: 'Bloquear',
  unblockTitle: (version) => `¿Desbloquear ${version}?`,
  unblockMeans: 'Podrá usarse de nuevo.',
  unblockCurrent: (environments, count) =>
    `Sigue vigente en ${environments}: allí se pide a ${tablets(count)} que la usen de nuevo.`,
  doUnblock: 'Desbloquear',
  changes: 'Qué ha cambiado',
  against: 'Respecto a',
  usualBefore: 'la vigente antes de ella',
  noneBefore: 'Antes no había ninguna: todo es nuevo.',
  added: 'Nuevos',
  changed: 'Cambiados',
  removed: 'Quitados',
  unchanged: 'Sin cambios',
  download: (size, whole) => `A una tableta que tenga la otra le faltan ${size} de ${whole}, sin comprimir.`,
  path: 'Archivo',
  kind: 'Qué',
  kinds: { added: 'nuevo', changed: 'cambiado', removed: 'quitado' },
  bytes: 'Tamaño',
  was: (size) => `antes ${size}`,
  someFiles: (shown, all) => `Los ${amount(shown)} más grandes de ${amount(all)}.`,
  nothingChanged: 'Nada: las dos tienen los mismos archivos.',
  deployments: 'Dónde y cuándo se desplegó',
  neverDeployed: 'Nunca se ha desplegado.',
}
