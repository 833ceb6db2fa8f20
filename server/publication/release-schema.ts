import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ajvDraft04, { type ValidateFunction } from 'ajv-draft-04'
import ajvFormats from 'ajv-formats'
import { type MergeRules, mergeRulesOf } from '../../shared/publication/merge-rules.ts'
import { type Json, type JsonObject, isObject } from '../../shared/publication/json.ts'
import { projectRoot } from '../platform/paths.ts'

/** Where the schemas are that Foothold carries; see data/LICENCES.md. */
export const ocdsFolder = join(projectRoot, 'data', 'ocds')

const read = (...path: string[]): JsonObject =>
  JSON.parse(readFileSync(join(ocdsFolder, ...path), 'utf8')) as JsonObject

/** JSON Merge Patch (RFC 7396), by which an extension of OCDS changes the schema. */
function patched(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch
  const result: JsonObject = isObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key]
    else result[key] = patched(result[key], value)
  }
  return result
}

let schema: JsonObject | undefined

/** The release schema of OCDS 1.1.5 with every extension that we carry; the United Kingdom's is laid on last. */
export function releaseSchema(): JsonObject {
  if (schema) return schema
  const extensions = readdirSync(join(ocdsFolder, 'extensions')).sort()
  const patches = [
    ...extensions.map((name) => read('extensions', name, 'release-schema.json')),
    read('uk_extension', 'release-schema.json'),
  ]
  const merged = patches.reduce<Json>(patched, read('standard', 'release-schema.json')) as JsonObject
  // Its own id would make the references within it point into the net.
  delete merged['id']
  schema = merged
  return schema
}

let rules: MergeRules | undefined

/** How the releases of one process are merged, as the schema says. */
export function mergeRules(): MergeRules {
  rules ??= mergeRulesOf(releaseSchema())
  return rules
}

let validate: ValidateFunction | undefined

/** What is wrong with a release, a line for each fault with its place; empty if nothing is. */
export function faultsOfRelease(release: unknown): string[] {
  if (!validate) {
    const ajv = new ajvDraft04.default({ allErrors: true, strict: false })
    ajvFormats.default(ajv)
    validate = ajv.compile(releaseSchema())
  }
  if (validate(release)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
}
