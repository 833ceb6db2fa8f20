import { z } from 'zod'
import { labelOf } from '../../shared/challenges/life-cycle.ts'
import { type ProblemListQuery, type RegionCounts, shadeOf } from '../../shared/challenges/problems.ts'
import { nationOf, type Region, regionName } from '../../shared/organisations/region-tree.ts'
import { csvTable } from '../../shared/platform/csv.ts'
import { codeNames, regions } from '../organisations/index.ts'
import { config } from '../platform/config.ts'
import { withQuery } from '../platform/page-links.ts'
import { translator } from '../platform/translations.ts'
import { demandAnswer, demandWords } from './challenges.demand.presenter.ts'
import type { Problem } from './challenges.problems.service.ts'
import { standingOf } from './challenges.service.ts'

const t = translator()

/** The regions of level 1 in which named authorities have the problem, by their names. */
const placesOf = ({ sharers }: Problem): string[] => {
  const codes = sharers.flatMap(({ isNamed, place }) => (isNamed && place ? [nationOf(place)] : []))
  return [...new Set(codes)].map(codeNames.region).toSorted((a, b) => a.localeCompare(b, 'en'))
}

/** One problem in the list. */
export function presentProblem(problem: Problem) {
  const { challenge, demand } = problem
  return {
    id: challenge._id,
    href: `/challenges/${challenge._id}`,
    title: challenge.title,
    summary: challenge.summary,
    authority: challenge.authorityName,
    isExample: challenge.isExample,
    authorities: demand.authorities,
    places: placesOf(problem),
    state: t(labelOf(challenge, standingOf(challenge).status)),
    publishedAt: challenge.publishedAt,
    ...demandWords(demand),
  }
}

interface Tile extends Region {
  text: string
  href: string
  authorities: number
  problems: number
  shade: number
  isChosen: boolean
}

/** The map: a tile for each of the twelve regions, each a link that filters or takes the filter away. */
export function presentMap(counts: RegionCounts, query: ProblemListQuery) {
  const of = (code: string) => counts.byCode.get(code) ?? { authorities: 0, problems: 0 }
  const most = Math.max(
    0,
    ...regions()
      .nations()
      .map(({ code }) => of(code).authorities),
  )
  const tileOf = (region: Region): Tile => {
    const isChosen = query.region.includes(region.code)
    const chosen = isChosen
      ? query.region.filter((one) => one !== region.code)
      : [...query.region.filter((one) => !one.startsWith(region.code)), region.code]
    return {
      ...region,
      ...of(region.code),
      text: regionName(region),
      href: withQuery('/problems', {
        ...query,
        page: '',
        region: chosen,
        sort: query.sort === 'demand' ? '' : query.sort,
      }),
      shade: shadeOf(of(region.code).authorities, most),
      isChosen,
    }
  }
  const within = (code: string) =>
    regions()
      .children(code)
      .filter((one) => of(one.code).authorities > 0)
  return {
    tiles: regions().nations().map(tileOf),
    smaller: regions()
      .nations()
      .filter(({ code }) => within(code).length > 0)
      .map((region) => ({
        ...tileOf(region),
        parts: within(region.code).map((part) => ({ ...tileOf(part), parts: within(part.code).map(tileOf) })),
      })),
    unplaced: counts.unplaced,
  }
}

/** A problem as programs get it. */
export const problemAnswer = z
  .object({
    id: z.string(),
    url: z.string(),
    title: z.string(),
    summary: z.string(),
    authority: z.object({ id: z.string(), name: z.string() }),
    status: z.string(),
    publishedAt: z.iso.datetime(),
    categories: z.array(z.string()),
    regions: z
      .array(z.string())
      .meta({ description: 'ITL codes of where named authorities have it, the smallest known of each' }),
    demand: demandAnswer,
  })
  .meta({ id: 'SharedProblem' })

export function problemJson({ challenge, sharers, demand }: Problem) {
  const named = sharers.flatMap(({ isNamed, place }) => (isNamed && place ? [place] : []))
  return {
    id: challenge._id,
    url: `${config().publicUrl}/challenges/${challenge._id}`,
    title: challenge.title,
    summary: challenge.summary,
    authority: { id: challenge.authorityId, name: challenge.authorityName },
    status: standingOf(challenge).status,
    publishedAt: challenge.publishedAt?.toISOString() ?? '',
    categories: challenge.listing.divisions,
    regions: [...new Set(named)].sort(),
    demand,
  }
}

const columns: [string, (problem: ReturnType<typeof problemJson>) => unknown][] = [
  ['id', ({ id }) => id],
  ['url', ({ url }) => url],
  ['title', ({ title }) => title],
  ['authority', ({ authority }) => authority.name],
  ['status', ({ status }) => status],
  ['published at', ({ publishedAt }) => publishedAt],
  ['authorities with it', ({ demand }) => demand.authorities],
  ['of these not named', ({ demand }) => demand.unnamed],
  ['how many', ({ demand }) => demand.volume],
  ['unit', ({ demand }) => demand.unit],
  ['said how many', ({ demand }) => demand.counted],
  ['a year from (pence)', ({ demand }) => demand.spend?.fromPence],
  ['a year to (pence)', ({ demand }) => demand.spend?.toPence],
  ['said what they spend', ({ demand }) => demand.spend?.counted ?? 0],
  ['regions', ({ regions: codes }) => codes.join(' ')],
  ['categories', ({ categories }) => categories.join(' ')],
]

/** The list as a table for spreadsheets. */
export const problemsCsv = (problems: Problem[]): string =>
  csvTable([
    columns.map(([name]) => name),
    ...problems.map(problemJson).map((one) => columns.map(([, of]) => of(one))),
  ])
