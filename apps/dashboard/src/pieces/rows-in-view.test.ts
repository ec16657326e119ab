import { describe, expect, it } from 'vitest'
import { rowsInView, wayTo } from './rows-in-view.ts'

const screen = (top: number) => ({ top, height: 500, rowHeight: 50 })

describe('the rows in view', () => {
  it('are those on the screen and a few beside it, however many there are', () => {
    expect(rowsInView(screen(-1_000), 50_000)).toEqual([12, 38])
    expect(rowsInView(screen(100), 50_000)).toEqual([0, 16])
  })

  it('end with the list', () => {
    expect(rowsInView(screen(-2_499_600), 50_000)).toEqual([49_984, 50_000])
    expect(rowsInView(screen(0), 3)).toEqual([0, 3])
    expect(rowsInView(screen(0), 0)).toEqual([0, 0])
  })

  it('are none of a list that is far below or above the screen', () => {
    expect(rowsInView(screen(5_000), 100)).toEqual([0, 0])
    expect(rowsInView(screen(-50_000), 100)).toEqual([100, 100])
  })
})

describe('the way to a row', () => {
  it('is none to one that is seen whole', () => {
    expect(wayTo(5, screen(0), 40)).toBe(0)
  })

  it('is just as far as it takes, below and above', () => {
    expect(wayTo(10, screen(0), 40)).toBe(50)
    expect(wayTo(0, screen(-200), 40)).toBe(-240)
    expect(wayTo(0, screen(0), 40)).toBe(-40)
  })
})
