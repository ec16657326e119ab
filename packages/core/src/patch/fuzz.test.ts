import { afterAll, beforeAll, expect, it } from 'vitest'
import { applied, TooLarge } from '../testing/applied.ts'
import { type Dice, dice } from '../testing/dice.ts'
import {
  assemblePatch,
  bytesOf,
  type Contents,
  entriesOf,
  type OpPlan,
  sha256,
  varint,
} from '../testing/patch-assembler.ts'
import { type Side, simplePatch } from '../testing/simple-patch.ts'
import { listOf } from './list.ts'

const PATCHES = 20_000
/** The room a tablet of this test has. */
const MOST = 5_000
const LIST_MOST = 16_000_000
const LIMITS = [0, 1, 127, 128, 2 ** 31, 2 ** 32, 2 ** 49, 2 ** 53 - 1, 2 ** 53, 2 ** 55]

/** The largest array that was asked for. */
let largest = 0
const { Uint8Array: original } = globalThis

beforeAll(() => {
  globalThis.Uint8Array = new Proxy(original, {
    construct(type, [size, ...rest], target) {
      if (typeof size === 'number') largest = Math.max(largest, size)
      return Reflect.construct(type, [size, ...rest], target)
    },
  })
})
afterAll(() => {
  globalThis.Uint8Array = original
})

function randomBytes(chance: Dice, most: number): Buffer {
  return Buffer.from(Array.from({ length: chance.below(most) }, () => chance.below(256)))
}

function randomSide(chance: Dice, like: Contents = {}): Side {
  const contents: Contents = { 'index.html': `page ${chance.below(9)}${' '.repeat(chance.below(300))}`, ...like }
  for (const path of ['a.js', 'b.css', 'ñandú/日本.svg'])
    if (chance.chance(0.5)) {
      const before = Buffer.from(contents[path] ?? '')
      const at = chance.below(before.length + 1)
      contents[path] = Buffer.concat([before.subarray(0, at), randomBytes(chance, 200), before.subarray(at)])
    }
  return { contents, entries: entriesOf(contents) }
}

/** A legal list, and bodies that no encoder would make. */
function randomBodies(chance: Dice, old: Side, next: Side): Buffer {
  const number = () => (chance.chance(0.2) ? chance.pick([0, ...LIMITS]) : chance.below(60))
  const op = (): OpPlan => ({
    insert: number(),
    copy: number(),
    slot: chance.below(3),
    delta: chance.chance(0.3) ? -number() : number() - 30,
  })
  const body = () => ({
    sources: Array.from({ length: chance.below(6) }, () => chance.below(6)),
    ops: Array.from({ length: chance.below(12) }, op),
    literals: randomBytes(chance, 300),
  })
  const list = listOf(next.entries)
  return Buffer.from(
    bytesOf(
      assemblePatch({
        from: listOf(old.entries),
        to: list,
        list: { ops: [{ insert: Buffer.byteLength(list) }], literals: list },
        contents: Array.from({ length: chance.below(5) }, body),
      }),
    ),
  )
}

/** A list whose hash is right, and whose sizes are beyond any. */
function wildList(chance: Dice, old: Side): Buffer {
  const to = `index.html\t${sha256('x')}\t${chance.pick([0, ...LIMITS])}\ttext/html\n`
  const plan = { from: listOf(old.entries), to, list: { ops: [{ insert: to.length }], literals: to } }
  const contents = [{ ops: [{ insert: chance.pick([0, ...LIMITS]) }], literals: randomBytes(chance, 50) }]
  return Buffer.from(bytesOf(assemblePatch({ ...plan, contents })))
}

function mutated(chance: Dice, patch: Buffer, other: Buffer): Buffer {
  const bytes = Buffer.from(patch)
  // The head and the list are over soon: most of what is wrong is to be behind them.
  const at = chance.chance(0.8) ? bytes.length - 1 - chance.below(bytes.length >> 1) : chance.below(bytes.length)
  switch (chance.below(6)) {
    case 0:
      bytes[at] = (bytes[at] as number) ^ (1 << chance.below(8))
      return bytes
    case 1:
      return bytes.subarray(0, at)
    case 2:
      return Buffer.concat([bytes.subarray(0, at), other.subarray(chance.below(other.length))])
    case 3:
      return Buffer.concat([bytes.subarray(0, at), varint(chance.pick([0, ...LIMITS])), bytes.subarray(at + 1)])
    case 4:
      return Buffer.concat([bytes.subarray(0, at), randomBytes(chance, 40), bytes.subarray(at + chance.below(20))])
    default:
      return Buffer.concat([bytes.subarray(0, chance.below(70)), randomBytes(chance, 200)])
  }
}

it(`[F12] ${PATCHES} patches that are wrong in every way give nothing that is wrong`, {
  timeout: 120_000,
}, async () => {
  const ends: Record<string, number> = {}
  let other: Buffer = Buffer.from('RVP')
  for (let seed = 1; seed <= PATCHES; seed += 1) {
    const chance = dice(seed)
    const old = randomSide(chance)
    const next = randomSide(chance, old.contents)
    const right = Buffer.from(bytesOf(simplePatch(old, next)))
    const roll = chance.below(10)
    const patch =
      roll < 6 ? mutated(chance, right, other) : roll < 9 ? randomBodies(chance, old, next) : wildList(chance, old)
    other = right
    largest = 0
    const result = await applied(patch, old, { piece: 1 + chance.below(500), most: MOST }).catch((error) => {
      if (error instanceof TooLarge) return undefined
      throw new Error(`seed ${seed}`, { cause: error })
    })
    const end = result?.outcome ?? 'too large'
    ends[end] = (ends[end] ?? 0) + 1
    for (const [hash, bytes] of result?.made ?? []) expect(sha256(bytes), `seed ${seed}`).toBe(hash)
    for (const { start, end } of result?.reads ?? []) expect(start >= 0 && start < end, `seed ${seed}`).toBe(true)
    // A list that comes out wrong may have said that it is as long as any.
    const most = result?.release ? Math.max(MOST, patch.length) : LIST_MOST
    expect(largest, `seed ${seed}`).toBeLessThanOrEqual(most)
  }
  // Patches that are all refused at the same door would prove little.
  for (const end of ['applied', 'wrong-bytes', 'illegal', 'unreachable', 'other-source', 'too large'])
    expect(ends[end], end).toBeGreaterThan(PATCHES / 500)
})
