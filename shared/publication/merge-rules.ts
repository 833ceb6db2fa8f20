import { isObject, type Json, type JsonObject } from './json.ts'

/** Fields that are not merged in the usual way, by their path in a release without positions: `tender/items/unit`. */
export type MergeRules = ReadonlyMap<string, 'omit' | 'replace-list'>

/**
 * Reads from the release schema what is left out of a merged release, and which lists are replaced as a whole
 * (standard.open-contracting.org/1.1/en/schema/merging).
 */
export function mergeRulesOf(schema: JsonObject): MergeRules {
  const rules = new Map<string, 'omit' | 'replace-list'>()
  const resolved = (part: Json | undefined): JsonObject => {
    if (!isObject(part)) return {}
    const reference = part['$ref']
    if (typeof reference !== 'string') return part
    const names = reference.replace(/^#\//, '').split('/')
    return resolved(
      names.reduce<Json | undefined>((at, name) => (isObject(at) ? at[name] : undefined), schema),
    )
  }
  const walk = (properties: Json | undefined, path: string) => {
    if (!isObject(properties)) return
    for (const [name, given] of Object.entries(properties)) {
      const property = resolved(given)
      const here = path ? `${path}/${name}` : name
      const rule = ruleOf(property, resolved(property['items']))
      if (rule) rules.set(here, rule)
      else walk(property['properties'] ?? resolved(property['items'])['properties'], here)
    }
  }
  walk(schema['properties'], '')
  return rules
}

/** A list is merged object by object only if each has an id to know it by. */
function ruleOf(property: JsonObject, items: JsonObject): 'omit' | 'replace-list' | null {
  if (property['omitWhenMerged'] === true) return 'omit'
  if (!typesOf(property).includes('array')) return null
  if (property['wholeListMerge'] === true) return 'replace-list'
  const areObjects = typesOf(items).every((type) => type === 'object')
  const haveIds = isObject(items['properties']) && 'id' in items['properties']
  return areObjects && haveIds ? null : 'replace-list'
}

const typesOf = ({ type }: JsonObject): Json[] => (type === undefined ? [] : [type].flat())
