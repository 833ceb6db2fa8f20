import { isObject, type Json, type JsonObject } from './json.ts'
import type { MergeRules } from './merge-rules.ts'
import type { Release } from './ocds.ts'

/** The order in which releases are merged: by date, and for one instant by id, so that it is always the same. */
export const byDate = (a: Pick<Release, 'date' | 'id'>, b: Pick<Release, 'date' | 'id'>): number =>
  a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? -1 : 1

/**
 * What all releases of one process say together, as the standard merges them: a later value takes an earlier
 * one's place, null takes it away, objects in lists are known by their id.
 * @returns null if there are none
 */
export function compiledRelease(releases: Release[], rules: MergeRules): JsonObject | null {
  const ordered = [...releases].sort(byDate)
  const last = ordered.at(-1)
  if (!last) return null
  const start: JsonObject = { tag: ['compiled'], id: `${last.ocid}-${last.date}`, date: last.date }
  return ordered.reduce(
    (all, release) => mergedObject(all, release as unknown as JsonObject, rules, ''),
    start,
  )
}

function mergedObject(into: JsonObject, from: JsonObject, rules: MergeRules, path: string): JsonObject {
  const result = { ...into }
  for (const [name, value] of Object.entries(from)) {
    const here = path ? `${path}/${name}` : name
    const rule = rules.get(here)
    if (rule === 'omit') continue
    if (value === null) delete result[name]
    else result[name] = rule === 'replace-list' ? value : merged(result[name], value, rules, here)
  }
  return result
}

function merged(into: Json | undefined, from: Json, rules: MergeRules, path: string): Json {
  if (isObject(from)) return mergedObject(isObject(into) ? into : {}, from, rules, path)
  if (!Array.isArray(from)) return from
  const list = Array.isArray(into) ? [...into] : []
  for (const item of from) {
    const at = isObject(item) ? list.findIndex((one) => isObject(one) && one['id'] === item['id']) : -1
    if (at >= 0) list[at] = merged(list[at], item, rules, path)
    else list.push(merged(undefined, item, rules, path))
  }
  return list
}
