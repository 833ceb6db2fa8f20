import { beginners, checklist, firstSteps } from '../../shared/platform/checklists.ts'
import { stopOf, tours } from '../../shared/platform/tour.ts'

describe('the list of first steps', () => {
  it.each(beginners)('of %s has four to six, each once', (who) => {
    const ids = firstSteps[who].map(({ id }) => id)
    expect(ids.length).toBeGreaterThanOrEqual(4)
    expect(ids.length).toBeLessThanOrEqual(6)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('ticks what is done, and is gone once all is', () => {
    const some = checklist('supplier', { about: true, regions: true, unknown: true })
    expect(some?.done).toBe(2)
    expect(some?.steps.filter(({ isDone }) => isDone).map(({ id }) => id)).toEqual(['about', 'regions'])
    const all = Object.fromEntries(firstSteps.supplier.map(({ id }) => [id, true]))
    expect(checklist('supplier', all)).toBeNull()
  })
})

describe('the tour', () => {
  it('finds its stops by what stands in an address, and nothing else', () => {
    expect(stopOf('supplier', '1')?.stop).toBe(tours.find(({ id }) => id === 'supplier')?.stops[0])
    for (const [id, number] of [
      ['supplier', '0'],
      ['supplier', '99'],
      ['supplier', '1x'],
      ['nobody', '1'],
    ] as const)
      expect(stopOf(id, number)).toBeNull()
  })
})
