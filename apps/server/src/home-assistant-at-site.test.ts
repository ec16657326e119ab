import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type HomeAssistant, homeAssistant } from './testing/home-assistant.ts'
import { type Mosquitto, mosquitto } from './testing/mosquitto.ts'
import { manifestOf, sha256Of, TOKEN } from './testing/server-in-temp.ts'
import { type ServerProcess, serverProcess } from './testing/server-process.ts'

const users = { relevo: 'right', home: 'right' }
const acl = [
  'user relevo',
  'topic readwrite intercom/#',
  'topic readwrite homeassistant/device/+/config',
  'topic read homeassistant/status',
  'user home',
  'topic read #',
  'topic write homeassistant/#',
  'topic write intercom/home-assistant/#',
].join('\n')

const HALL = 'relevo_hall'
let site: Mosquitto
let home: HomeAssistant
let data: string
let server: ServerProcess

beforeAll(async () => {
  site = await mosquitto({ users, acl })
})
afterAll(() => site.remove())
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'relevo-home-'))
  home = await homeAssistant(site.url, { username: 'home', password: 'right' })
})
afterEach(async () => {
  await home.stop()
  await rm(data, { recursive: true })
})

const until = (state: string, component = 'update') =>
  expect.poll(() => (home.devices.has(HALL) ? home.shows(HALL, component) : 'no device')).toBe(state)

describe.each(['instead', 'bridge'])('where the site’s broker is joined as %s', (MQTT_MODE) => {
  const start = async () => {
    const env = { MQTT_URL: site.url, MQTT_MODE, MQTT_USER: 'relevo', MQTT_PASSWORD: 'right', HOME_ASSISTANT: 'true' }
    server = await serverProcess(data, env)
  }
  const release = async (version: string) => {
    const page = '<!doctype html>'
    const manifest = manifestOf(version, { 'index.html': page })
    await server.call('POST', '/api/releases', { manifest })
    await fetch(`${server.url}/api/releases/files/${sha256Of(page)}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/octet-stream' },
      body: page,
    })
    await server.call('POST', '/api/releases', { manifest })
    expect(await server.call('POST', '/api/notify-update', { version })).toMatchObject({ status: 200 })
  }
  const checkIn = (tablet: string) =>
    fetch(`${server.url}/config/version.json?tablet=${tablet}&release=20250401-a123456`)

  test('Home Assistant is shown the tablets there, knows when the server is killed, and misses no tablet that is forgotten', async () => {
    await start()
    await checkIn('hall')
    await checkIn('attic')
    await until('off')
    await release('20250330-b654321')
    await until('on')
    await home.install(HALL)
    const ordered = async () => (await server.call('GET', '/api/events?type=tablet-ordered')).body.data
    await expect.poll(ordered).toMatchObject([{ actor: 'home-assistant', subject: { id: 'hall' } }])
    await server.kill()
    await until('unavailable')
    await start()
    await until('on')
    await expect.poll(() => home.devices.has('relevo_attic')).toBe(true)

    // While nobody is there who could hear it.
    await site.kill()
    await server.call('DELETE', '/api/tablets/attic')
    await server.kill()
    await site.start()
    await start()
    await expect.poll(() => home.devices.has('relevo_attic')).toBe(false)
    await until('on')
    expect(home.rejected).toEqual([])

    const { body } = await server.call('GET', '/api/doctor?probe=false')
    const found = body.data.filter(({ check }: { check: string }) => check === 'site-broker')
    expect(found).toMatchObject([{ verdict: 'well' }])

    await server.call('DELETE', '/api/tablets/hall')
    await expect.poll(() => home.devices.size).toBe(0)
    expect(await server.stop()).toBe(0)
    await expect.poll(() => home.said('intercom/home-assistant/availability')).toBe('offline')
  }, 90_000)
})
