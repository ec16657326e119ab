import { beforeEach, expect, it } from 'vitest'
import { SmallWindow } from './testing/small-window.ts'
import { tidyAddress } from './tidy-address.ts'

let window: SmallWindow
beforeEach(() => {
  window = new SmallWindow()
})

function tidied(query: string): string {
  window.location.href = `http://panel.test/${query}`
  tidyAddress(window.view)
  return window.location.href
}

it('takes out the mark of a reload, and nothing else', () => {
  expect(tidied('?tablet=lobby-1&relevo=r2#/door')).toBe('http://panel.test/?tablet=lobby-1#/door')
})

it('leaves every other address as it is written, one with the word in it too', () => {
  for (const query of ['?tablet=relevo-1&debug&q=a%20b', '?q=relevo', '?debug&q=a%20b', ''])
    expect(tidied(query)).toBe(`http://panel.test/${query}`)
})
