import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { projectRoot } from '../../../server/platform/paths.ts'
import type { ChallengeToRank } from '../../../shared/matching/challenge-query.ts'
import type { PastProject, SupplierToRank } from '../../../shared/matching/supplier-index.ts'
import { randomFrom } from '../../platform/random.ts'

const regions = ['TLC', 'TLD', 'TLE', 'TLF', 'TLG', 'TLH', 'TLI', 'TLJ', 'TLK', 'TLL', 'TLM', 'TLN']
const fewestWords = 60
const mostWords = 300

interface AwardRow {
  buyer: string
  title: string
  description: string
  cpv: string
  cpv_description: string
  date: string
}

/** Suppliers and challenges that nobody keeps: each is made anew, the same every time. */
export interface Invented {
  /** About 120 words, in the words of real award notices as often as those use them. */
  supplier: (number: number) => SupplierToRank
  /** Real notices of 60 to 300 words. */
  challenges: ChallengeToRank[]
}

const codesIn = (text: string): string[] => text.match(/\d{8}/g) ?? []
const countWords = (text: string): number => text.split(/\s+/).length

/** Reads the award notices in `data/` whose words are used. */
export function invent(): Invented {
  const rows = parse(readFileSync(join(projectRoot, 'data/awards/uk_contracts_finder_awards.csv')), {
    columns: true,
    bom: true,
  }) as AwardRow[]
  const words = rows.flatMap(({ title, description }) => `${title} ${description}`.split(/\s+/))
  const challenges = rows
    .filter(({ description }) => {
      const length = countWords(description)
      return length >= fewestWords && length <= mostWords
    })
    .map(asChallenge)
  return { supplier: (number) => inventSupplier(number, rows, words), challenges }
}

function inventSupplier(number: number, rows: AwardRow[], words: string[]): SupplierToRank {
  // Neighbouring seeds begin alike: they are spread first.
  const { next: random } = randomFrom(Math.imul(number + 1, 2_654_435_761))
  const pick = <Item>(list: Item[]): Item => list[Math.floor(random() * list.length)] as Item
  const yesOrNo = () => (random() < 0.3 ? null : random() < 0.6)
  const text = (length: number) => Array.from({ length }, () => pick(words)).join(' ')
  const row = pick(rows)
  const facts = () => {
    const { cpv, cpv_description: label, buyer, date } = random() < 0.5 ? row : pick(rows)
    return { cpv: codesIn(cpv), cpvLabels: [label], buyer, date: new Date(date) }
  }
  const project = (): PastProject => ({
    kind: random() < 0.8 ? 'award' : 'case-study',
    title: text(8),
    text: text(30),
    result: random() < 0.1 ? text(6) : '',
    buyerRegions: [`${pick(regions)}4`],
    regions: [pick(regions)],
    valuePence: random() < 0.2 ? null : Math.round(10 ** (5 + random() * 4)),
    ...facts(),
  })
  const trl = random() < 0.5 ? null : 1 + Math.floor(random() * 9)
  return {
    id: `s${number}`,
    name: text(3),
    profile: text(32),
    capabilities: text(6),
    cpv: codesIn(row.cpv),
    cpvLabels: [row.cpv_description],
    regions: [pick(regions)],
    trlFrom: trl,
    trlTo: trl && Math.min(9, trl + 2),
    projects: [project(), project()],
    isSme: yesOrNo(),
    isVcse: yesOrNo(),
    isClaimed: random() < 0.5,
    isExample: false,
  }
}

const asChallenge = ({
  title,
  description,
  cpv,
  cpv_description,
  buyer,
  date,
}: AwardRow): ChallengeToRank => ({
  title,
  problem: description,
  outcomes: '',
  context: '',
  asks: '',
  cpv: codesIn(cpv),
  cpvLabels: [cpv_description],
  regions: ['TLD33'],
  buyer,
  buyerRegions: ['TLD4'],
  date: new Date(date),
  budgetPence: 50_000_00,
  trlFrom: 6,
  trlTo: 8,
})

/** All that a supplier says, as one text: what a search that knows no passages and fields is given. */
export const wholeText = ({ name, profile, capabilities, cpvLabels, projects }: SupplierToRank): string =>
  [
    name,
    profile,
    capabilities,
    ...cpvLabels,
    ...projects.flatMap((project) => [project.title, project.text, project.result, ...project.cpvLabels]),
  ].join(' ')
