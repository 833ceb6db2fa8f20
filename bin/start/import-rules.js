import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { projectRoot } from './project.js'

/** Rules that an import of types alone can't break; the parser does not tell these apart, so we do. */
const typesAreFine = new Set(['models-behind-services', 'services-know-no-http'])

const floors = ['server', 'client', 'workers', 'shared', 'tests']

/**
 * Whether every import of `to` in the file `from` is of types alone.
 * @param {string} root
 * @param {string} from
 * @param {string} to
 */
function isTypesOnly(root, from, to) {
  const text = readFileSync(join(root, from), 'utf8')
  const imports = [...text.matchAll(/^\s*(import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gm)]
  const ours = imports.filter(([, , , name = '']) =>
    name.startsWith('.')
      ? posix.join(dirname(from), name) === to
      : to.includes(`node_modules/${name}/`) || to.includes(`node_modules/@types/${name}/`),
  )
  return ours.length > 0 && ours.every(([, , type]) => type)
}

/**
 * What breaks the import rules of .dependency-cruiser.cjs, one line each.
 * @param {string} [root] of the project, or of something built like it
 * @returns {Promise<{ faults: string[], modules: number }>}
 */
export async function importFaults(root = projectRoot) {
  const { cruise } = await import('dependency-cruiser')
  const { options, ...ruleSet } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'))
  const { output } = await cruise(floors, { ...options, baseDir: root, validate: true, ruleSet })
  const { violations, totalCruised } = /** @type {any} */ (output).summary
  const faults = violations
    .filter(
      (/** @type {any} */ { rule, from, to }) =>
        !(typesAreFine.has(rule.name) && isTypesOnly(root, from, to)),
    )
    .map((/** @type {any} */ { rule, from, to }) => {
      const why = ruleSet.forbidden.find((/** @type {any} */ one) => one.name === rule.name)?.comment
      return `${from} → ${to}\n  ${rule.name}: ${why}`
    })
  return { faults, modules: totalCruised }
}
