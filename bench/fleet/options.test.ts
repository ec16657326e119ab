import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

const USUAL = {
  url: 'http://localhost:8604',
  tablets: 100,
  name: 'sim',
  offline: 0,
  away: 120,
  poll: 300,
  download: 10,
  answer: 20,
  start: 6,
  prefix: 'intercom',
  connect: 300,
  seed: 1,
  mqtt: true,
  json: false,
  help: false,
}

test('every option may be left out', () => expect(readOptions([])).toEqual(USUAL))

test('options are read as what they stand for', () => {
  const line =
    '--tablets 10000 --fail 0.02 --fail-release r3 --offline=.1 --release r1 --no-mqtt --poll 60 --groups lobby:0.2,homes:0.8 --seed 7 --for 1.5'
  expect(readOptions(line.split(' '))).toEqual({
    ...USUAL,
    tablets: 10_000,
    fail: 0.02,
    'fail-release': 'r3',
    offline: 0.1,
    release: 'r1',
    mqtt: false,
    poll: 60,
    groups: { lobby: 0.2, homes: 0.8 },
    seed: 7,
    for: 1.5,
  })
  expect(readOptions(['--mqtt']).mqtt).toBe(true)
})

test.each([
  [['--tablets', '0'], '--tablets must be a whole number from 1 to 200000, not "0"'],
  [['--tablets', '2.5'], '--tablets must be a whole number from 1 to 200000, not "2.5"'],
  [['--fail', '2'], '--fail must be a share from 0 to 1, not "2"'],
  [['--fail', ''], '--fail must be a share from 0 to 1, not ""'],
  [['--release', '..'], '--release must be a version, such as 20250330-a1b2c3d, not ".."'],
  [['--url', 'https://x'], '--url must be an http:// address, not "https://x"'],
  [['--url', 'http://'], '--url must be an http:// address, not "http://"'],
  [['--groups', 'a:0.5,b:0.4'], '--groups must be groups with their shares, which are 1 together'],
  [['--groups', 'a:0.5,a:0.5'], '--groups must be groups with their shares, which are 1 together'],
  [['--groups', 'lobby'], '--groups must be groups with their shares, which are 1 together'],
  [['--prefix', 'a/#'], '--prefix must be a topic level, not "a/#"'],
  [['--what'], "Unknown option '--what'"],
  [['lobby'], "Unexpected argument 'lobby'"],
])('%j is refused, and why', (argv, why) => {
  expect(() => readOptions(argv)).toThrow(why)
})

test('all faults are told at once', () => {
  expect(() => readOptions(['--seed', 'x', '--away=-1'])).toThrow(/^--away must .*\n--seed must /)
})
