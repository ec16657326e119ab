export { contentsOf, listOf, readList } from './list.ts'
export { isWorthwhile } from './worth.ts'
