import { expect, test } from 'vitest'
import { KEY } from '../testing/http-sinks.ts'
import { signatureOf } from './webhook.ts'

test('the signature is that of the example of Standard Webhooks', () => {
  expect(signatureOf(KEY, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}')).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  )
})
