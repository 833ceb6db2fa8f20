import { parse } from '@babel/parser'

/** One small fault put into a file. */
export interface Mutant {
  /** From 1. */
  line: number
  from: string
  to: string
  source: string
}

interface Node {
  type: string
  start: number
  end: number
  loc: { start: { line: number } }
  [key: string]: unknown
}

interface Change {
  start: number
  end: number
  to: string
}

const operators: Record<string, string> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&&': '||',
  '||': '&&',
  '??': '&&',
}
const methods: Record<string, string> = { some: 'every', every: 'some', min: 'max', max: 'min' }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value

const whole = ({ start, end }: Node, to: string): Change => ({ start, end, to })

const assertions = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression']

/** Types say nothing when the code runs; what is inside of an assertion does. */
const saysNothing = ({ type }: Node): boolean =>
  type.startsWith('Import') || (type.startsWith('TS') && !assertions.includes(type))

function operatorChange(node: Node, source: string): Change[] {
  const operator = String(node['operator'])
  const to = operators[operator]
  if (!to) return []
  const left = node['left'] as Node
  const at = source.indexOf(operator, left.end)
  return [{ start: at, end: at + operator.length, to }]
}

/** What can be changed at one place of the code. */
function changesAt(node: Node, source: string): Change[] {
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
      return operatorChange(node, source)
    case 'NumericLiteral':
      return [whole(node, String(Number(node['value']) + 1))]
    case 'BigIntLiteral':
      return [whole(node, `${BigInt(String(node['value'])) + 1n}n`)]
    case 'BooleanLiteral':
      return [whole(node, String(!node['value']))]
    case 'UnaryExpression':
      return node['operator'] === '!' ? [{ start: node.start, end: node.start + 1, to: '' }] : []
    case 'ConditionalExpression':
    case 'IfStatement':
      return ['true', 'false'].map((to) => whole(node['test'] as Node, to))
    case 'ThrowStatement':
    case 'ExpressionStatement':
      return [whole(node, ';')]
    case 'MemberExpression': {
      const property = node['property'] as Node
      const to = methods[String(property['name'])]
      return to ? [whole(property, to)] : []
    }
    default:
      return []
  }
}

function* nodesIn(node: Node): Generator<Node> {
  if (saysNothing(node)) return
  yield node
  for (const [key, value] of Object.entries(node)) {
    if (key === 'loc' || key.endsWith('Comments')) continue
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) yield* nodesIn(one)
  }
}

/**
 * Every small fault that can be put into a source file, one for each mutant: another operator, number, truth value or
 * condition, a statement or a throw that is left out. Strings stay: they are read by people, and tests need not.
 */
export function mutantsOf(source: string): Mutant[] {
  const { program } = parse(source, { sourceType: 'module', plugins: ['typescript'] })
  const mutants: Mutant[] = []
  for (const node of nodesIn(program as unknown as Node)) {
    for (const { start, end, to } of changesAt(node, source)) {
      mutants.push({
        line: node.loc.start.line,
        from: source.slice(start, end).replaceAll(/\s+/g, ' '),
        to,
        source: `${source.slice(0, start)}${to}${source.slice(end)}`,
      })
    }
  }
  return mutants
}
