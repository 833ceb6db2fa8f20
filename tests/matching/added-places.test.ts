import { addedPlaces } from '../../shared/matching/added-places.ts'
import type { Reason } from '../../shared/matching/reasons.ts'

const isNew: Reason[] = [{ kind: 'new-to-buyer', buyer: 'Wyre' }]
const isKnown: Reason[] = [{ kind: 'worked-for-buyer', count: 2, buyer: 'Wyre' }]
const row = (supplierId: string, score: number, reasons: Reason[]) => ({ supplierId, score, reasons })

describe('places added for firms new to the buyer', () => {
  it('are as many as the firms above the line that it knows, of the next best that it does not', () => {
    const rows = [
      row('a', 0.6, isKnown),
      row('b', 0.55, isNew),
      row('c', 0.5, isKnown),
      row('d', 0.44, isKnown),
      row('e', 0.43, isNew),
      row('f', 0.42, isNew),
      row('g', 0.41, isNew),
    ]
    expect([...addedPlaces(rows, 0.45)]).toEqual(['e', 'f'])
  })

  it('are none where everybody above the line is new already, and none far below it', () => {
    expect(addedPlaces([row('a', 0.6, isNew), row('b', 0.44, isNew)], 0.45).size).toBe(0)
    expect(addedPlaces([row('a', 0.6, isKnown), row('b', 0.2, isNew)], 0.45).size).toBe(0)
  })

  it('are ten at most, and displace nobody', () => {
    const rows = [
      ...Array.from({ length: 30 }, (_, i) => row(`known-${i}`, 0.9, isKnown)),
      ...Array.from({ length: 30 }, (_, i) => row(`new-${i}`, 0.4, isNew)),
    ]
    const added = addedPlaces(rows, 0.45)
    expect(added.size).toBe(10)
    expect([...added].every((id) => id.startsWith('new-'))).toBe(true)
  })
})
