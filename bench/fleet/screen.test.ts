import { expect, test } from 'vitest'
import { showFleet } from './screen.ts'

const FIGURES = {
  at: 0,
  tablets: 100,
  connected: 90,
  offline: 10,
  releases: { r1: 30, r2: 70 },
  phases: { current: 80, downloading: 8, trial: 2 },
  failed: { 'boot-error': 3 },
  checkIns: Array.from({ length: 200 }, (_, i) => i + 1),
  errors: { 'mqtt: reset': 4 },
  lag: 12,
  hint: { version: 'r2', received: 88, p50: 120, p95: 1_234, last: 2_000 },
}
const LINE =
  '100 tablets · 90 connected · 10 off · r2 70 · r1 30 · downloading 8 · trial 2 · 3 failed · 40 check-ins/s p99 198 ms · 4 errors · hint r2 to 88: p50 0.12 s, p95 1.23 s'

test('a log gets a line each time', () => {
  let written = ''
  const show = showFleet({ write: (text) => (written += text) })
  show(FIGURES, 5)
  const { hint: _, ...quiet } = FIGURES
  show({ ...quiet, releases: { r1: 100 }, phases: { current: 90 }, failed: {}, checkIns: [], errors: {} }, 5)
  expect(written.split('\n')).toEqual([LINE, '100 tablets · 90 connected · 10 off · r1 100 · 0 check-ins/s', ''])
})

test('a person sees one line that changes, no wider than the screen', () => {
  let written = ''
  showFleet({ write: (text) => (written += text), isTTY: true, columns: 40 })(FIGURES, 5)
  expect(written).toBe(`\r${LINE.slice(0, 39)}\u001b[K`)
})
