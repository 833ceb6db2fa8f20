type Query = Record<string, unknown>

/** An address with these parameters added to those of the list's filters; empty ones are left out. */
export function withQuery(path: string, query: Query = {}, changes: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, ...changes })) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const isPlain = typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean'
      if (isPlain && one !== '') search.append(name, String(one))
    }
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

/** The page numbers to link to: first, last, and those beside this one; null stands for a gap. */
export function pageNumbers(page: number, pages: number): (number | null)[] {
  const numbers: (number | null)[] = []
  for (let number = 1; number <= pages; number += 1) {
    const isShown = number === 1 || number === pages || Math.abs(number - page) <= 1
    if (isShown) numbers.push(number)
    else if (numbers.at(-1) !== null) numbers.push(null)
  }
  return numbers
}
