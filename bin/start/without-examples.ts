import type { Plugin } from 'vite'

interface Node {
  type: string
  start: number
  end: number
  key?: { name?: string }
}

const ofRules = /\/shared\/coaching\/coach\/rules\/[^/]+\.ts$/

/** Whether a value read from a syntax tree is a node of it. */
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Every `examples: …` of an object, the outermost only. */
function examplesIn(node: Node): Node[] {
  if (node.type === 'Property' && node.key?.name === 'examples') return [node]
  return Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter(isNode)
    .flatMap(examplesIn)
}

/** Leaves the examples of the coach's rules out of what browsers get: they are tests, and a seventh of its weight. */
export const withoutExamples = (): Plugin => ({
  name: 'without-examples',
  enforce: 'post',
  apply: 'build',
  transform(code, id) {
    if (!ofRules.test(id)) return null
    const cuts = examplesIn(this.parse(code) as Node)
    const cut = cuts.reduceRight(
      (text, { start, end }) => `${text.slice(0, start)}examples: null${text.slice(end)}`,
      code,
    )
    return { code: cut, map: null }
  },
})
