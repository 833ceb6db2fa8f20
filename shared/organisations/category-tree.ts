/** One code of the Common Procurement Vocabulary. */
export interface Category {
  code: string
  label: string
  /** `division`, `group`, `class`, `category` and below, as the vocabulary names them. */
  level: string
  /** The code above; empty for a division. */
  parent: string
}

export interface CategoryTree {
  find: (code: string) => Category | null
  divisions: () => Category[]
  children: (code: string) => Category[]
  /** From the division down to the code itself. */
  path: (code: string) => Category[]
  /** Codes whose label has every word typed (by its beginning), or that start with the digits typed. */
  search: (typed: string, limit?: number) => Category[]
}

/** Look-ups over the CPV tree; give it all codes once and keep the result. */
export function buildCategoryTree(all: Category[]): CategoryTree {
  const byCode = new Map(all.map((category) => [category.code, category]))
  const below = new Map<string, Category[]>()
  for (const category of all) {
    const siblings = below.get(category.parent)
    if (siblings) siblings.push(category)
    else below.set(category.parent, [category])
  }
  const find = (code: string) => byCode.get(code) ?? null
  const path = (code: string): Category[] => {
    const category = find(code)
    return category ? [...(category.parent ? path(category.parent) : []), category] : []
  }
  return {
    find,
    path,
    divisions: () => below.get('') ?? [],
    children: (code) => below.get(code) ?? [],
    search: (typed, limit = 30) => searchCategories(all, typed, limit),
  }
}

function searchCategories(all: Category[], typed: string, limit: number): Category[] {
  const digits = /^\s*(\d{2,8})(?:-\d)?\s*$/.exec(typed)?.[1]
  if (digits) return all.filter(({ code }) => code.startsWith(digits)).slice(0, limit)
  const wanted = wordsOf(typed)
  if (wanted.length === 0) return []
  const scored = all.map((category) => ({ category, score: beginningsIn(category.label, wanted) }))
  const whole = scored.filter(({ score }) => score === wanted.length)
  // Where no label has all the words, those with some of them are nearer than nothing.
  const found = whole.length > 0 ? whole : scored.filter(({ score }) => score > 0)
  // The broadest code first, then the shortest label: "Software" before "Software package suites".
  return found
    .sort(
      (a, b) =>
        b.score - a.score ||
        breadth(a.category.code) - breadth(b.category.code) ||
        a.category.label.length - b.category.label.length,
    )
    .map(({ category }) => category)
    .slice(0, limit)
}

/** How many of the words begin a word of the label; a small word such as `of` counts only beside others. */
function beginningsIn(label: string, wanted: string[]): number {
  const words = wordsOf(label)
  const begun = wanted.filter((start) => words.some((word) => word.startsWith(start)))
  return begun.length === wanted.length || begun.some((start) => start.length > 3) ? begun.length : 0
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** How many digits of a code say something: 2 for a division, 8 for the narrowest. */
const breadth = (code: string): number => Math.max(2, code.replace(/0+$/, '').length)

/** `72000000`: the division that a code belongs to. */
export const divisionOf = (code: string): string => `${code.slice(0, 2)}000000`

/**
 * The CPV codes in a text such as `45000000`, `45000000-7` or `79530000 79540000, 79530000`, each once, in order.
 * Whatever is not eight digits is left out.
 */
export const parseCpvCodes = (text: string): string[] => [
  ...new Set([...text.matchAll(/(?<!\d)(\d{8})(?:-\d)?(?!\d)/g)].map((match) => match[1] ?? '')),
]
