import { expect, test } from 'vitest'
import { redacted, secretsOf } from './redacted.ts'

test.each([
  ['Cannot POST /hooks/a%20secret', 'Cannot POST …'],
  ['no hook called a secret', 'no hook called …'],
  ['see http://ana:pa55word@h/hooks/a%20secret?k=123456', 'see …'],
  ['wrong password pa55word,\r\n  key 123456', 'wrong password …, key …'],
  ['api is down', 'api is down'],
])('of %o is kept %o', (words, kept) => {
  expect(redacted(words, secretsOf('http://ana:pa55word@h/hooks/a%20secret?k=123456'))).toBe(kept)
})
