import { expect, test } from 'vitest'
import { isHashedName } from './hashed-name.ts'

test.each(['assets/index-B7pJq9xZ.js', 'assets/index-B7pJq9xZ.js.map', 'sub/assets/a-b-xY_-12aB.css'])(
  '%s names its bytes',
  (path) => expect(isHashedName(path)).toBe(true),
)

test.each([
  'index.html',
  'sw.js',
  'assets/site-settings.json',
  'assets/menu-20260102.png',
  'assets/hall-IMG_0042.jpg',
  'assets/plan-Bathroom.svg',
  'assets/B7pJq9xZ.js',
  'other/index-B7pJq9xZ.js',
  'assets/index-B7pJq9xZ/readme.txt',
])('%s may change', (path) => expect(isHashedName(path)).toBe(false))
