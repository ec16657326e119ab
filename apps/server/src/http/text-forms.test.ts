import { brotliDecompressSync } from 'node:zlib'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { sendText } from './send-text.ts'
import { createTextForms } from './text-forms.ts'

const TEXT = 'the changing of the guard '.repeat(100)

test('a form is made once, and not at all of a text that is small', async () => {
  const forms = createTextForms()
  const [one, other] = await Promise.all([forms.of(TEXT, '"a"', 'br'), forms.of(TEXT, '"a"', 'br')])
  expect(other).toBe(one)
  expect(brotliDecompressSync(one ?? '').toString()).toBe(TEXT)
  expect(await forms.of('hi', '"b"', 'br')).toBeUndefined()
})

test('a text that cannot be compressed just now is sent as it is, and the next caller has it smaller', async () => {
  let fails = true
  const forms = createTextForms({
    br: async () => {
      if (fails) throw new Error('out of memory')
      return new Uint8Array(9)
    },
    gzip: () => Promise.reject(new Error('not asked for')),
  })
  const app = Fastify()
  const text = { text: TEXT, etag: '"a"', type: 'text/plain' }
  app.get('/', (request, reply) => sendText(request as never, reply as never, text, forms))
  const ask = () => app.inject({ url: '/', headers: { 'accept-encoding': 'br' } })
  const plain = await ask()
  expect([plain.statusCode, plain.body, plain.headers.etag]).toEqual([200, TEXT, '"a"'])
  fails = false
  const { headers, rawPayload } = await ask()
  expect([headers['content-encoding'], headers.etag, rawPayload.length]).toEqual(['br', '"a-br"', 9])
})
