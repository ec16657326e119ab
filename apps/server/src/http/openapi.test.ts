import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

interface Call {
  parameters?: { in: string; name: string; schema: { type?: string } }[]
  requestBody?: { required: boolean }
  responses: Record<string, { content?: Record<string, { schema: object }> }>
}

let server: TestServer
let document: { paths: Record<string, Record<string, Call>> }
beforeAll(async () => {
  server = await serverInTemp()
  document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as typeof document
})
afterAll(() => server.remove())

/** Every call under `/api`, by its name. */
const calls = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(() => path.startsWith('/api/'))
      .map(([method, call]) => ({ name: `${method.toUpperCase()} ${path}`, path, call })),
  )

test('the API’s description is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
  const broken = structuredClone(document) as { paths: object }
  Object.assign(broken.paths, { '/api/broken': { get: { responses: { 200: {} } } } })
  expect(await validator.validate(broken)).toMatchObject({ valid: false })
})

test('it has the form of every answer, errors too, and the type of every part of a path', () => {
  const formless = calls().flatMap(({ name, call }) =>
    Object.entries(call.responses)
      .filter(([, { content = {} }]) => Object.values(content)[0]?.schema === undefined)
      .map(([status]) => `${name}: ${status}`),
  )
  expect(formless).toEqual([])
  const types = calls().flatMap(({ name, call }) =>
    Object.values(call.responses).flatMap(({ content = {} }) => Object.keys(content).map((type) => `${name}: ${type}`)),
  )
  expect(types.filter((type) => !type.endsWith(': application/json'))).toEqual([
    'GET /api/tablets/export: text/csv',
    'GET /api/events/stream: text/event-stream',
  ])
  expect(calls().filter(({ call }) => !call.responses['4XX'])).toEqual([])
  for (const { name, path, call } of calls()) {
    const typed = (call.parameters ?? []).filter((one) => one.in === 'path' && one.schema.type === 'string')
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part)
    expect([name, typed.map((one) => one.name)]).toEqual([name, named])
  }
})

test('it says which bodies may be left out, and the server takes calls without them', async () => {
  const optional = calls().filter(({ call }) => call.requestBody?.required === false)
  expect(optional.map(({ name }) => name).sort()).toEqual([
    'POST /api/alerts/{id}/acknowledge',
    'POST /api/alerts/{id}/unsilence',
    'POST /api/deployments/{id}/abort',
    'POST /api/deployments/{id}/approve',
    'POST /api/deployments/{id}/deny',
    'POST /api/deployments/{id}/health-check',
    'POST /api/deployments/{id}/pause',
    'POST /api/deployments/{id}/promote',
    'POST /api/deployments/{id}/resume',
    'POST /api/deployments/{id}/retry',
    'POST /api/deployments/{id}/rollback',
    'POST /api/tablets/{id}/update',
  ])
  for (const { path } of optional) {
    const { body } = await server.call('POST', path.replace('{id}', 'nobody'))
    const [, , thing = ''] = path.split('/')
    expect([path, body.error.code]).toEqual([path, `${thing.replace(/s$/, '')}-unknown`])
  }
})
