import { createSupplierIndex } from '../../shared/matching/supplier-index.ts'
import { exactBm25, isInOrder } from '../bench/matching/exact-bm25.ts'
import { invent } from '../bench/matching/invented.ts'
import { bestPassages, ownerOf, termsOf } from '../bench/matching/kernel.ts'

it('ranks passages in the order of an independent exact BM25', () => {
  const { supplier, challenges } = invent()
  const compared = challenges.slice(0, 6)
  const index = createSupplierIndex()
  const exact = exactBm25(compared)
  for (let number = 0; number < 400; number += 1) {
    index.put(supplier(number))
    exact.add(supplier(number))
  }
  for (const challenge of compared) {
    const best = bestPassages(index, termsOf(index, challenge), 50).map((found) => {
      const { id, nth } = ownerOf(found)
      return exact.firstOf(id) + nth
    })
    expect(best).toHaveLength(50)
    expect(isInOrder(best, exact.score(challenge))).toBe(true)
  }
})
