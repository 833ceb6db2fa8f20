import type { ChallengeContent } from '../../shared/challenges/challenge.ts'
import type { ChallengeFields } from '../../shared/challenges/challenges.schema.ts'
import { budgetBand } from '../../shared/challenges/challenge-list.ts'
import { divisionOf } from '../../shared/organisations/category-tree.ts'
import { searchStems } from '../../shared/challenges/search-words.ts'
import { nationOf } from '../../shared/organisations/region-tree.ts'
import { categories, regions } from '../organisations/index.ts'
import { AppError, type FieldErrors } from '../platform/errors.ts'
import type { ChallengeDocument, ChallengeListing } from './challenges.model.ts'

/** @throws AppError invalid for a category or region that the reference data don't know */
export function refuseUnknownCodes({ cpv = [], regions: places = [] }: ChallengeFields): void {
  const errors: FieldErrors = {}
  const unknownCategory = cpv.find((code) => !categories().find(code))
  const unknownRegion = places.find((code) => !regions().find(code))
  if (unknownCategory)
    errors['cpv'] = `${unknownCategory} is not a category of the CPV: search and choose again`
  if (unknownRegion) errors['regions'] = `${unknownRegion} is not a region: choose again`
  if (Object.keys(errors).length > 0) throw new AppError('invalid', 'Some codes are not known', errors)
}

/** What the public list finds and counts a challenge by. */
export function makeListing(challenge: ChallengeContent & { authorityName: string }): ChallengeListing {
  const { title, summary, problem, context, authorityName, outcomes } = challenge
  const texts = [title, summary, problem, context, authorityName, ...outcomes.map((one) => one.title)]
  return {
    divisions: [...new Set(challenge.cpv.map(divisionOf))],
    regions: [...new Set(challenge.regions.map(nationOf))],
    band: budgetBand(challenge.budget),
    stems: searchStems(texts.join('\n')),
  }
}

/** Puts fields into a challenge, and what its listing says with them. */
export function setFields(challenge: ChallengeDocument, fields: ChallengeFields): void {
  refuseUnknownCodes(fields)
  challenge.set(fields)
  challenge.set('listing', makeListing(challenge.toObject()))
}
