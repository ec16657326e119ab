import { describe, expect, it } from 'vitest'
import { addressOf, routeOf } from './route-of.ts'

describe('the page of an address', () => {
  it.each([
    ['', 'overview', ''],
    ['#', 'overview', ''],
    ['#tablets', 'tablets', ''],
    ['#tablet/lobby-1', 'tablet', 'lobby-1'],
    ['#tablet/lobby%201', 'tablet', 'lobby 1'],
    ['#release/1.0%2Bbuild', 'release', '1.0+build'],
    ['#deployment/a/b', 'deployment', 'a/b'],
  ])('of %s is %s of "%s"', (hash, page, id) => {
    expect(routeOf(hash)).toMatchObject({ page, id })
  })

  it.each(['#nowhere', '#tablet', '#tablet/', '#tablets/x', '#constructor'])('of %s is the overview', (hash) => {
    expect(routeOf(hash).page).toBe('overview')
  })

  it('is of an id that nobody knows where a link was cut off within a character', () => {
    expect(routeOf('#tablet/a%C3')).toMatchObject({ page: 'tablet', id: 'a%C3' })
  })

  it('keeps what a list is filtered by', () => {
    expect(Object.fromEntries(routeOf('#tablets?q=a%3Fb&stuck=true').query)).toEqual({ q: 'a?b', stuck: 'true' })
  })
})

describe('the address of a page', () => {
  it('leads back to it, whatever an id or a filter holds', () => {
    const address = addressOf('tablets', '', { q: 'a?b#c & d', stuck: 'true', group: '' })
    expect(Object.fromEntries(routeOf(address).query)).toEqual({ q: 'a?b#c & d', stuck: 'true' })
    expect(routeOf(addressOf('tablet', 'a/b?c#d'))).toMatchObject({ page: 'tablet', id: 'a/b?c#d' })
  })

  it('says nothing of what is not filtered by', () => {
    expect(addressOf('tablets', '', { group: '' })).toBe('#tablets')
    expect(addressOf('overview')).toBe('#')
  })
})
