import { regions } from '../../server/organisations/index.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import {
  type PastProject,
  type SupplierToRank,
  unknownProject,
  unknownSupplier,
} from '../../shared/matching/supplier-index.ts'
import type { ChallengeLine, SupplierLine } from './rank-files.ts'
import { labels, regionsOfBuyer } from './to-rank.ts'

const regionsOf = (text: string | null | undefined): string[] => regions().read(text ?? '')

/** `2019-04-26`, `2013` or `November 20, 2013`; null for anything else. */
export function readDate(text: string | null | undefined): Date | null {
  const date = new Date(/^\d{4}(?:-|$)/.test(text ?? '') ? (text ?? '') : `${text} UTC`)
  return Number.isNaN(date.getTime()) ? null : date
}

/** A line of a file as the ranking takes a supplier. The n-th piece of the text tells of the n-th project. */
export function asSupplier({ id, name, text, projects }: SupplierLine): SupplierToRank {
  const pieces = text.split(' || ')
  return {
    ...unknownSupplier(id),
    name,
    projects: projects.map((project, position) => asProject(project, pieces[position] ?? '')),
  }
}

function asProject(project: SupplierLine['projects'][number], piece: string): PastProject {
  const { title } = project
  const buyer = project.buyer ?? ''
  const cpv = project.cpv ?? []
  return {
    ...unknownProject(title),
    text: piece.startsWith(title) ? piece.slice(title.length) : piece,
    buyer,
    buyerRegions: regionsOfBuyer(buyer),
    cpv,
    cpvLabels: labels(cpv),
    regions: regionsOf(project.region),
    date: readDate(project.date),
  }
}

/** A line of a file as the ranking takes a challenge. */
export function asChallenge(line: ChallengeLine): ChallengeToRank {
  const cpv = line.cpv ?? []
  const buyer = line.buyer ?? ''
  return {
    title: line.title,
    problem: line.description ?? '',
    outcomes: '',
    context: '',
    asks: '',
    cpv,
    cpvLabels: labels(cpv),
    regions: regionsOf(line.region),
    buyer,
    buyerRegions: regionsOfBuyer(buyer),
    date: readDate(line.date),
    budgetPence: null,
    trlFrom: null,
    trlTo: null,
  }
}
