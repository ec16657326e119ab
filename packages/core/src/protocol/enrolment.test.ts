import { describe, expect, it } from 'vitest'
import { enrolmentUrl, isSecret, readEnrolled } from './enrolment.ts'

const secret = `rls_${'x'.repeat(43)}`
const answer = (data: unknown) => JSON.stringify({ success: true, data })

describe('the answer to an enrolment', () => {
  it('[P31] names the tablet and its secret', () => {
    expect(readEnrolled(answer({ tablet: 'lobby-1', secret, more: 1 }))).toEqual({ tablet: 'lobby-1', secret })
  })

  it.each([
    '',
    'null',
    '<html>',
    '{"success":false,"error":{"code":"enrolment-refused"}}',
    answer(null),
    answer({ tablet: 'lobby-1' }),
    answer({ tablet: 'a/b', secret }),
    answer({ tablet: 'lobby-1', secret: 7 }),
    answer({ tablet: 'lobby-1', secret: 'short' }),
    answer({ tablet: 'lobby-1', secret: `${secret}\r\nx: y` }),
  ])('[P32] %j is none', (text) => {
    expect(readEnrolled(text)).toBeUndefined()
  })

  it('[P33] has a secret that can go into a header as it is', () => {
    for (const text of [secret, 'k7qm2xdp'.repeat(3), 'x'.repeat(128)]) expect(isSecret(text)).toBe(true)
    for (const text of ['x'.repeat(19), 'x'.repeat(129), `${secret} `, 'ü'.repeat(30), undefined]) {
      expect(isSecret(text)).toBe(false)
    }
  })
})

describe('the launch URL of an enrolment', () => {
  it('[P34] has the code in its fragment and nowhere else', () => {
    const url = new URL(enrolmentUrl('https://panel.example/app/?site=north#old', 'K7QM-2XDP', 'lobby-1'))
    expect(url.hash).toBe('#relevo-enrol=K7QM-2XDP')
    expect(url.href.replace(url.hash, '')).toBe('https://panel.example/app/?site=north&tablet=lobby-1')
    expect(enrolmentUrl('http://h:8604', 'K7QM-2XDP')).toBe('http://h:8604/#relevo-enrol=K7QM-2XDP')
  })
})
