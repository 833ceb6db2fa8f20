import { readWords, searchStems } from '../../shared/challenges/search-words.ts'
import {
  searchChallenges,
  isFound,
  listPublished,
} from '../../server/challenges/challenges.search.service.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { upgradeChallenges } from '../../server/challenges/index.ts'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import { criteriaOf } from '../../shared/challenges/saved-search.ts'
import { useDatabase } from '../platform/database.ts'
import { aChallenge } from './challenges.factory.ts'

useDatabase()

describe('the words of a search', () => {
  it.each([
    ['damp mould homes', ['damp', 'mould', 'home'], false],
    ['Home for the homes of a “Café”', ['home', 'cafe'], true],
    ["the people's homes", ['peopl', 'home'], false],
    ['homes -damp', ['home'], true],
    ['low-carbon', ['low', 'carbon'], false],
    ['what is the', [], false],
    ['an open " quote', ['open', 'quot'], false],
  ])('%s: %j', (words, stems, isExact) => {
    expect(readWords(words)).toMatchObject({ stems, isExact })
  })

  it('are read as texts are, each once', () => {
    expect(searchStems('Homes, home; and the HOME’s mould')).toEqual(['home', 'mould'])
  })
})

describe('what a search finds', () => {
  const empty = { summary: '', problem: '', outcomes: [], context: '', asks: '' }
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    const add = async (name: string, title: string, problem = '') => {
      ids[name] = (await aChallenge({ status: 'open', ...empty, title, problem }))._id
    }
    await add('both', 'Mould in rented homes', 'It comes of damp.')
    await add('best', 'Damp and mould in every home')
    await add('cars', 'Electric cars charged at homes')
    await add('apart', 'Rented cars, and homes for them')
  })

  const query = (q: string, more: object = {}) => challengeListQuery.parse({ q, ...more })
  const names = (found: { _id: string }[]) =>
    found.map(({ _id }) => Object.keys(ids).find((name) => ids[name] === _id))
  const found = async (q: string, more: object = {}) =>
    names((await searchChallenges(query(q, more))).list.items)

  it('has all of the words, in any form, and stands by how well it fits unless somebody says otherwise', async () => {
    expect(await found('damp mould homes')).toEqual(['best', 'both'])
    expect(await found('home')).toHaveLength(4)
    expect(query('home').sort).toBe('relevance')
    expect(query('').sort).toBe('closing')
    expect(query('', { sort: 'relevance' }).sort).toBe('closing')
    expect((await found('damp mould', { sort: 'newest' })).sort()).toEqual(['best', 'both'])
  })

  it('has what stands in quotation marks side by side, and not what follows a minus sign', async () => {
    expect(await found('“rented homes”')).toEqual(['both'])
    expect(await found('homes -damp -electric')).toEqual(['apart'])
    expect(await found('the who')).toEqual([])
  })

  it('is the same for alerts and for programs', async () => {
    for (const q of ['damp mould homes', '"rented homes"', 'homes -damp', 'the who', '']) {
      const listed = await found(q)
      const criteria = criteriaOf(query(q))
      const alerted: string[] = []
      for (const [name, id] of Object.entries(ids)) if (await isFound(criteria, id)) alerted.push(name)
      expect(alerted.sort()).toEqual(listed.sort())
      expect(names(await listPublished({ state: 'open', q }, 10, null)).sort()).toEqual(listed.sort())
    }
  })

  it('is found among what an earlier Foothold stored, once it is upgraded', async () => {
    const _id = ids['best'] as string
    await Challenge.collection.updateOne({ _id: _id as never }, { $unset: { 'listing.stems': '' } })
    expect(await found('damp')).toEqual(['both'])
    expect(await upgradeChallenges()).toBe(1)
    expect(await found('damp')).toEqual(['best', 'both'])
    expect(await upgradeChallenges()).toBe(0)
  })
})
