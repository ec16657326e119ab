export { contentsOf, listOf, readList } from './list.ts'
