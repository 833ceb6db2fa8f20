import { isObject, type Json, type JsonObject } from './json.ts'

/** Lists of our releases that a merge replaces as a whole, though their items may have ids; the schema says which. */
export const replacedLists = ['additionalClassifications', 'deliveryAddresses', 'criteria']

/**
 * What a release says after an earlier one: everything that holds now, and null for each value that held before
 * and doesn't any more. Without it a merge would keep what an amendment took away.
 */
export function withRemovals(before: JsonObject, after: JsonObject): JsonObject {
  const result = { ...after }
  for (const [name, was] of Object.entries(before)) {
    const is = after[name]
    if (replacedLists.includes(name)) result[name] = is ?? []
    else if (is === undefined) result[name] = removed(was)
    else if (isObject(was) && isObject(is)) result[name] = withRemovals(was, is)
    else if (Array.isArray(was) && Array.isArray(is)) result[name] = listWithRemovals(was, is)
  }
  return result
}

// The schema has no null for objects and lists of objects: what is in them is taken away one by one.
function removed(was: Json): Json {
  if (isObject(was)) {
    const { id, ...others } = was
    const gone = withRemovals(others, {})
    return id === undefined ? gone : { id, ...gone }
  }
  if (!Array.isArray(was)) return null
  return hasIds(was) ? was.map(removed) : []
}

function listWithRemovals(was: Json[], is: Json[]): Json[] {
  if (!hasIds(was)) return is
  const kept = is.map((item) => {
    const earlier = was.find((one) => idOf(one) === idOf(item))
    return isObject(earlier) && isObject(item) ? withRemovals(earlier, item) : item
  })
  const gone = was.filter((one) => !is.some((item) => idOf(item) === idOf(one)))
  return [...kept, ...gone.map(removed)]
}

const idOf = (item: Json) => (isObject(item) ? item['id'] : undefined)
const hasIds = (list: Json[]) => list.every((item) => idOf(item) !== undefined)
