import { expect, test } from 'vitest'
import { readConfig } from './read-config.ts'

const prefixes = (prefix: string, discovery: string) =>
  readConfig({ env: { RELEVO_PREFIX: prefix, HOME_ASSISTANT_PREFIX: discovery } })

test('topics of tablets are not below those at which Home Assistant is told of devices, nor the other way about', () => {
  for (const [prefix, discovery] of [
    ['intercom', 'intercom'],
    ['homeassistant/intercom', 'homeassistant'],
    ['site', 'site/homeassistant'],
  ] as const)
    expect(() => prefixes(prefix, discovery)).toThrow(/neither may be the other or begin with it/)
  expect(prefixes('site/intercom', 'site/homeassistant').config.prefix).toBe('site/intercom')
  expect(prefixes('home', 'homeassistant').config.homeAssistant.prefix).toBe('homeassistant')
})
