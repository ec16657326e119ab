import { isVersion } from '@relevo/core/release'
import { expect, test } from 'vitest'
import { homeAssistantDecides } from '../testing/home-assistant-decides.ts'
import { shownVersion } from './shown-version.ts'

/** Versions that are legal here, and that Home Assistant reads something into. */
const VERSIONS = [
  '20250330-a1b2c3d',
  '20250401-a123456',
  '20250330-b654321',
  '20250330-1234567',
  ...['1', 'v1', 'V1', 'v.1', 'V.1', '1.', '1..', '1.0', '1.0.', '1.0..', '1.0.0', '01', '0x1f', '0x1F', '0X1f'],
  ...['1.2.3', '1.2.3-rc.1', '1.2.3-rc1', '1.2.3+build', '2024.1.0b1', '24.10', '1.0.post1', '1.0.dev1'],
  ...['latest', 'dev', 'stable', 'beta', 'v', 'V', 'v.', '.x', '-', '_', '...', 'a.', 'a..', 'release', 'Release-1'],
]

const pairs = VERSIONS.flatMap((installed) => VERSIONS.map((latest) => [installed, latest] as const))

test('Home Assistant offers an update exactly when another release is wanted, whichever way', () => {
  expect(VERSIONS.filter((version) => !isVersion(version))).toEqual([])
  const wrong = pairs.filter(([installed, latest]) => {
    const decision = homeAssistantDecides(shownVersion(installed), shownVersion(latest))
    return decision !== (installed === latest ? 'up-to-date' : 'update')
  })
  expect(wrong).toEqual([])
})

test('with the bare versions it would leave it to an order that is none, or miss the difference', () => {
  expect(homeAssistantDecides('20250401-a123456', '20250330-b654321')).toBe('compares')
  expect(homeAssistantDecides('v1', '1')).toBe('up-to-date')
  expect(homeAssistantDecides('1.0.', '1.0')).toBe('up-to-date')
})

test('no two versions are shown alike', () => {
  expect(new Set(VERSIONS.map(shownVersion)).size).toBe(VERSIONS.length)
})
