import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EventRow } from '../apps/dashboard/src/events/event-row.ts'
import type { Piece } from '../apps/dashboard/src/pieces/sentence-of.ts'
import { EN } from '../apps/dashboard/src/wording/events-en.ts'
import { ES } from '../apps/dashboard/src/wording/events-es.ts'
import { EN as KIOSKS } from '../apps/dashboard/src/wording/kiosks-en.ts'
import { EVENT_TYPES } from '../apps/server/src/fleet/event.ts'
import { CONFIDENCES, GROUNDS } from '../apps/server/src/fleet/kiosks/link.ts'
import { DEEDS } from '../packages/core/src/kiosk/command.ts'

describe('the sentences of the log in the dashboard', () => {
  it.each([
    ['English', EN],
    ['Spanish', ES],
  ])('are there in %s for every event of the server, and for no other', (_, { sentences }) => {
    expect(Object.keys(sentences).sort()).toEqual([...EVENT_TYPES].sort())
  })

  it('use the same words of an event in both languages', () => {
    const words = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([word]) => word).sort()
    for (const type of EVENT_TYPES) {
      expect(words(ES.sentences[type as keyof typeof ES.sentences]), type).toEqual(
        words(EN.sentences[type as keyof typeof EN.sentences]),
      )
    }
  })
})

type Told = (event: EventRow) => Piece[] | undefined
/** Where `«…»` stands around what is a link. */
type Line = [type: string, data: EventRow['data'], english: string, spanish: string]

const LINKED = { tablet: 'hall', from: 'attic', confidence: 'shown', how: 'launch-url' }

/** Every event of kiosks, with every word that it can have. */
const KIOSK_LINES: Line[] = [
  [
    'kiosk-found',
    { topic: 'wallpanel/hall/', app: 'wallpanel', by: 'presence' },
    'A kiosk app gave itself away at wallpanel/hall/: WallPanel, by its presence.',
    'Apareció una aplicación de quiosco en wallpanel/hall/: WallPanel, por su presencia.',
  ],
  [
    'kiosk-added',
    { app: 'fully', tablet: 'hall' },
    'Kiosk k (Fully Kiosk) was taken in; it shows «hall #tablet/hall».',
    'Se incorporó el quiosco k (Fully Kiosk); muestra «hall #tablet/hall».',
  ],
  [
    'kiosk-changed',
    { app: 'fully', name: 'Hall', base: 'fully/', secret: 'removed' },
    'Kiosk k was set up anew: Fully Kiosk, Hall, at fully/, secret removed.',
    'Se modificó el quiosco k: Fully Kiosk, Hall, en fully/, secreto: quitado.',
  ],
  [
    'kiosk-linked',
    LINKED,
    'Kiosk k is that of «hall #tablet/hall» and no longer of «attic #tablet/attic»: it shows its page (by its start address).',
    'El quiosco k es el de «hall #tablet/hall» y ya no el de «attic #tablet/attic»: muestra su página (por su dirección de inicio).',
  ],
  [
    'kiosk-linked',
    { tablet: 'hall', confidence: 'said', how: 'person' },
    'Kiosk k is that of «hall #tablet/hall»: a person said so.',
    'El quiosco k es el de «hall #tablet/hall»: lo dijo una persona.',
  ],
  [
    'kiosk-unlinked',
    { tablet: 'hall', why: 'shown-by-another' },
    'Kiosk k is no longer that of «hall #tablet/hall»: another kiosk shows its page.',
    'El quiosco k ya no es el de «hall #tablet/hall»: otro quiosco muestra su página.',
  ],
  [
    'kiosk-forgotten',
    { why: 'place-of-another', by: 'other' },
    'Kiosk k was forgotten: it is the place of another kiosk.',
    'Se olvidó el quiosco k: es el lugar de otro quiosco.',
  ],
  [
    'kiosk-commanded',
    { do: 'clearCache', way: 'mqtt', tablet: 'hall' },
    'Kiosk k is told: empty the cache, by MQTT, for «hall #tablet/hall».',
    'Se ordenó al quiosco k: vaciar la caché por MQTT, para «hall #tablet/hall».',
  ],
  [
    'kiosk-command-failed',
    { do: 'wake', way: 'rest', why: 'kiosk-unreachable' },
    'Kiosk k could not be told: turn the screen on, by REST: it could not be reached.',
    'No se pudo ordenar al quiosco k: encender la pantalla por REST: no se pudo llegar a él.',
  ],
]

/** Of the other new events those with words that are codes. */
const OTHER_LINES: Line[] = [
  [
    'directive-given',
    { do: 'reset' },
    'Every tablet in e is ordered: forget what is stored.',
    'Orden para todas las tabletas de e: olvidar lo guardado.',
  ],
  [
    'patch-failed',
    { from: 'r1', version: 'r2', outcome: 'wrong-bytes' },
    'k could not use the patch from «r1 #release/r1» to «r2 #release/r2», and downloads whole files: what it made has other bytes than the release.',
    'k no pudo usar el parche de «r1 #release/r1» a «r2 #release/r2» y descarga archivos enteros: lo que hizo tiene otros bytes que la versión.',
  ],
  ['ladder-ordered', { do: 'stop' }, 'For k was ordered: leave it alone.', 'Para k se ordenó: dejarla en paz.'],
  [
    'ladder-recovered',
    { desired: 'r2', rung: 'hint' },
    'k came back and runs «r2 #release/r2»: its page was told to look.',
    'k se recuperó y muestra «r2 #release/r2»: se pidió a su página que buscara novedades.',
  ],
  [
    'enrolment-refused',
    { why: 'key-takes-nothing-over' },
    'k was not let in: a site key takes over no tablet.',
    'k no pudo darse de alta: la clave del sitio no permite ocupar el lugar de otra tableta.',
  ],
  [
    'code-made',
    { tablet: 'hall' },
    'A code was made that lets in, only «hall #tablet/hall».',
    'Se creó un código que da de alta, solo «hall #tablet/hall».',
  ],
  [
    'deployment-superseded',
    { version: 'r2', by: 'd2' },
    'Deployment of «r2 #release/r2» in e gave way to another («d2 #deployment/d2»).',
    'El despliegue de «r2 #release/r2» en e cedió su lugar a otro («d2 #deployment/d2»).',
  ],
]

describe.each([
  ['en-GB', 2],
  ['es-ES', 3],
] as const)('an event is told in %s', (language, column) => {
  let told: Told
  beforeEach(async () => {
    vi.resetModules()
    // The language of the page is its browser’s.
    vi.stubGlobal('navigator', { language })
    ;({ told } = await import('../apps/dashboard/src/events/told.ts'))
  })
  afterAll(() => vi.unstubAllGlobals())

  it.each([...KIOSK_LINES, ...OTHER_LINES])(
    'with %s, in words that are no codes, and links that lead there: %j',
    (...line) => {
      const [type, data] = line
      const subject = { kind: 'kiosk', id: 'k' }
      const pieces = told({ seq: 1, at: '2026-03-01T10:00:00.000Z', type, environment: 'e', subject, data }) ?? []
      const text = pieces
        .map((piece) => (piece.href === undefined ? piece.text : `«${piece.text} ${piece.href}»`))
        .join('')
      // The subject itself is a link as well, to its own page.
      expect(text).toBe(line[column].replace(/\bk\b/, '«k #kiosk/k»'))
    },
  )
})

it('every code that the server writes of kiosks has words', () => {
  expect(Object.keys(EN.deeds).sort()).toEqual([...DEEDS].sort())
  expect(Object.keys(KIOSKS.confidences).sort()).toEqual([...CONFIDENCES].sort())
  expect(Object.keys(EN.grounds).sort()).toEqual(GROUNDS.filter((ground) => ground !== 'person').sort())
  expect(new Set(KIOSK_LINES.map(([type]) => type))).toEqual(
    new Set(EVENT_TYPES.filter((type) => type.startsWith('kiosk-'))),
  )
})
