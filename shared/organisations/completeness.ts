import type { ProfilePart } from './profile.schema.ts'
import type { SupplierProfile } from './supplier-profile.ts'

/** One part of a profile: whether it is told, and what matching can't do without it. */
export interface ProfileGap {
  part: ProfilePart
  title: string
  cost: string
  isDone: boolean
  /** Of a hundred for the whole profile. */
  weight: number
}

interface Part extends Omit<ProfileGap, 'isDone'> {
  isDone: (profile: SupplierProfile) => boolean
}

// The weights follow what the ranking reads: words first, then the category, the place and what was delivered.
const parts: Part[] = [
  {
    part: 'about',
    title: 'What you do',
    cost: 'Matching compares your words with the words of each challenge. Without them only your award records speak for you.',
    weight: 30,
    isDone: ({ whatWeDo, capabilities }) => whatWeDo.length >= 80 && capabilities.length > 0,
  },
  {
    part: 'categories',
    title: 'Categories',
    cost: 'Without a category you lose the points for working in the field that a challenge names.',
    weight: 20,
    isDone: ({ cpv }) => cpv.length > 0,
  },
  {
    part: 'regions',
    title: 'Regions you serve',
    cost: 'Without regions you get no points for being near, and we guess from your award records.',
    weight: 10,
    isDone: ({ regions }) => regions.length > 0,
  },
  {
    part: 'maturity',
    title: 'How ready your solutions are',
    cost: 'Challenges ask for a readiness. Without yours, buyers can’t see whether you come early enough or late enough.',
    weight: 5,
    isDone: ({ trlFrom, trlTo }) => trlFrom !== null && trlTo !== null,
  },
  {
    part: 'size',
    title: 'Size and purpose',
    cost: 'Some below-threshold competitions are reserved for small firms or social enterprises. We can’t tell that one is for you.',
    weight: 10,
    isDone: ({ isSme, isVcse }) => isSme !== null && isVcse !== null,
  },
  {
    part: 'accreditations',
    title: 'Accreditations',
    cost: 'Where a challenge names a standard, the words of yours would match.',
    weight: 5,
    isDone: ({ accreditations }) => accreditations.length > 0,
  },
  {
    part: 'case-studies',
    title: 'Case studies',
    cost: 'Work for buyers that publish no awards is unknown to us. A case study counts like a delivered project.',
    weight: 10,
    isDone: ({ caseStudies }) => caseStudies.length > 0,
  },
  {
    part: 'links',
    title: 'Links',
    cost: 'Nothing in matching, but a broker looks there before introducing you.',
    weight: 2,
    isDone: ({ links }) => links.length > 0,
  },
  {
    part: 'contact',
    title: 'Contact',
    cost: 'Nothing in matching, but whoever you are introduced to can’t reach you.',
    weight: 5,
    isDone: ({ contact }) => contact.email !== '' || contact.phone !== '',
  },
  {
    part: 'company',
    title: 'Company number',
    cost: 'Public award records with your number can’t be joined to your profile.',
    weight: 3,
    isDone: ({ companyNumber, hasNoCompanyNumber }) => companyNumber !== null || hasNoCompanyNumber,
  },
]

/** How complete a profile is, in percent, and its parts in the order in which the profile asks for them. */
export function completeness(profile: SupplierProfile): { percent: number; parts: ProfileGap[] } {
  const told = parts.map(({ isDone, ...part }) => ({ ...part, isDone: isDone(profile) }))
  return { percent: told.reduce((sum, { isDone, weight }) => sum + (isDone ? weight : 0), 0), parts: told }
}
