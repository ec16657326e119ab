import type { Bar } from '../bars/bar.ts'
import { versionOf } from '../version-of.ts'
import { buildApp } from './build.ts'
import { openTablet, type PanelTablet } from './panel-tablet.ts'
import { openSite } from './site.ts'

const WAYS = ['relevo', 'workbox'] as const
type Way = (typeof WAYS)[number]

/** From the yes of the person, ms. */
interface Switch {
  /** The new release was painted first. */
  painted: number
  /** All of it was shown. */
  shown: number
  /** Navigations that it took. */
  loads: number
}

interface Panel {
  isInstalled(): boolean
  look(): Promise<unknown>
  isOffered(): boolean
  consent(): void
}

/** Where the page before left when the yes was said, and how many pages came since. */
const CONSENT = 'bench.consent'
const LOADS = 'bench.loads'

/**
 * From consent until the new release is on the screen, everything of it being stored. Workbox’s page skips waiting and
 * reloads, as its own prompt does.
 */
export const switching: Bar = async ({ quick, note }) => {
  const rounds = quick ? 3 : 20
  const found: Record<Way, Switch[]> = { relevo: [], workbox: [] }
  const builds = { relevo: await bothOf('relevo'), workbox: await bothOf('workbox') }
  const sites = { relevo: await openSite(), workbox: await openSite() }
  const tablet = await openTablet()
  tablet.prepare((loads) => {
    sessionStorage.setItem(loads, `${Number(sessionStorage.getItem(loads)) + 1}`)
  }, LOADS)
  try {
    for (const way of WAYS) {
      const [, now] = builds[way]
      sites[way].serve(now.folder)
      await tablet.install(sites[way].url, now.version)
    }
    for (let round = 0; round < rounds; round++) {
      for (const way of round % 2 ? WAYS : WAYS.toReversed()) {
        const next = builds[way][round % 2] ?? builds[way][0]
        sites[way].serve(next.folder)
        found[way].push(await switchOnce(tablet, sites[way].url, next.version))
      }
      note(`round ${round + 1} of ${rounds}`)
    }
  } finally {
    await tablet.close()
    for (const site of Object.values(sites)) site.close()
  }
  const values = (way: Way, of: keyof Switch) => found[way].map((one) => one[of])
  const figures = (of: keyof Switch, unit: string) => WAYS.map((way) => ({ values: values(way, of), unit }))
  const ratio = (of: keyof Switch) => values('relevo', of).map((ms, i) => ms / (values('workbox', of)[i] ?? Number.NaN))
  return {
    peers: [`Workbox ${versionOf('workbox-window')} by vite-plugin-pwa ${versionOf('vite-plugin-pwa')}`],
    tables: [
      {
        head: ['', 'Relevo', 'Workbox'],
        rows: [
          ['consent until the new release is painted', ...figures('painted', 'ms')],
          ['consent until all of it is shown', ...figures('shown', 'ms')],
          ['navigations', ...figures('loads', '')],
        ],
      },
    ],
    measured: [
      { what: 'painted, Relevo ÷ Workbox', values: ratio('painted'), unit: '', atMost: 1.05 },
      { what: 'shown, Relevo ÷ Workbox', values: ratio('shown'), unit: '' },
      { what: 'navigations of Relevo', values: values('relevo', 'loads'), unit: '', atMost: 1 },
    ],
  }
}

async function bothOf(way: Way) {
  return [await buildApp({ way, which: 'to', asks: true }), await buildApp({ way, which: 'from', asks: true })] as const
}

async function switchOnce(tablet: PanelTablet, url: string, version: string): Promise<Switch> {
  await tablet.start(url)
  // The tool has stored the release and asks the person, who is told to look meanwhile.
  await tablet.run(() => void (window as unknown as Panel).look(), undefined)
  await tablet.until(() => (window as unknown as Panel).isOffered(), undefined)
  const names = { consent: CONSENT, loads: LOADS }
  await tablet.run(({ consent, loads }) => {
    // A tablet switches a few times a day, and counts its reloads for it.
    localStorage.clear()
    sessionStorage.clear()
    sessionStorage.setItem(loads, '0')
    sessionStorage.setItem(consent, `${performance.timeOrigin + performance.now()}`)
    ;(window as unknown as Panel).consent()
  }, names)
  await tablet.until(isRunning, version)
  const measured = await tablet.run(({ consent, loads }) => {
    const since = performance.timeOrigin - Number(sessionStorage.getItem(consent))
    const at = (name: string) => since + (performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN)
    const count = Number(sessionStorage.getItem(loads))
    return { painted: at('first-contentful-paint'), shown: at('shown'), loads: count }
  }, names)
  await tablet.until(() => (window as unknown as Panel).isInstalled(), undefined)
  return measured
}

function isRunning(wanted: string): boolean {
  const isPainted = performance.getEntriesByName('first-contentful-paint').length > 0
  const isShown = performance.getEntriesByName('shown').length > 0
  return isPainted && isShown && document.querySelector('#release')?.textContent === wanted
}
