import { isWatched, watchSchema } from '../../shared/groups/watch.ts'

const watched = {
  texts: ['Fewer falls in sheltered homes', 'Tenants fall at night'],
  divisions: ['85000000'],
  regions: ['TLD'],
}
const watch = (changes: object) => watchSchema.parse(changes)

describe('what a watch finds', () => {
  it.each<[object, boolean]>([
    [{ q: 'falling tenants' }, true],
    [{ q: 'tenants damp' }, false],
    [{ categories: ['85000000', '70000000'] }, true],
    [{ categories: ['70000000'] }, false],
    [{ regions: ['TLD'] }, true],
    [{ regions: ['TLE'] }, false],
    [{ q: 'falls', categories: ['85000000'], regions: ['TLE'] }, false],
  ])('%j: %s', (asked, isFound) => {
    expect(isWatched(watch(asked), watched)).toBe(isFound)
  })

  it('is anywhere for a group that names no region', () => {
    const everywhere = { ...watched, regions: [], isEverywhere: true }
    expect(isWatched(watch({ regions: ['TLE'] }), everywhere)).toBe(true)
  })

  it('must ask for something', () => {
    expect(watchSchema.safeParse({ q: ' ' }).error?.issues[0]?.path).toEqual(['q'])
  })
})
