const k1 = 1.2
const b = 0.75
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]{2,}/g) ?? []

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/**
 * The yardstick: textbook BM25 over one text for each supplier, without stems, stop words or fields. A
 * function that gives the numbers of the texts that share a word with a query, the best first.
 */
export function plainBm25(texts: string[]): (query: string) => number[] {
  const postings = new Map<string, [number, number][]>()
  const lengths = texts.map((text, position) => {
    const counts = countWords(text)
    for (const [word, count] of counts) {
      const list = postings.get(word)
      if (list) list.push([position, count])
      else postings.set(word, [[position, count]])
    }
    return [...counts.values()].reduce((sum, count) => sum + count, 0)
  })
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)
  const norms = lengths.map((length) => k1 * (1 - b + (b * length) / average))
  return (query) => {
    const scores = new Map<number, number>()
    for (const [word, times] of countWords(query)) {
      const list = postings.get(word) ?? []
      const rarity = Math.log(1 + (texts.length - list.length + 0.5) / (list.length + 0.5))
      for (const [position, count] of list) {
        const worth = (Math.sqrt(times) * rarity * count * (k1 + 1)) / (count + (norms[position] ?? 0))
        scores.set(position, (scores.get(position) ?? 0) + worth)
      }
    }
    return [...scores].sort((x, y) => y[1] - x[1]).map(([position]) => position)
  }
}
