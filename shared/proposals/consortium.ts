import { currentLanguage, localeOf } from '../platform/language.ts'

/** Where an invited partner stands. `removed` is the lead’s doing, the others are the partner’s own. */
export const partnershipStates = ['invited', 'accepted', 'declined', 'left', 'removed'] as const
export type PartnershipState = (typeof partnershipStates)[number]

/** Somebody who would do a part for the lead without being a member; known by what the lead says. */
export interface Subcontractor {
  name: string
  /** What it would do. */
  what: string
  share: number | null
}

/** What the lead says about the consortium in its draft; the partners stand in their own invitations. */
export interface ConsortiumPlan {
  leadRole: string
  /** In per cent of the work; null where nobody says. */
  leadShare: number | null
  subcontractors: Subcontractor[]
  /** Partners who accepted may read the draft. */
  isOpenToPartners: boolean
}

/** A consortium of the lead alone. */
export const emptyPlan = (): ConsortiumPlan => ({
  leadRole: '',
  leadShare: null,
  subcontractors: [],
  isOpenToPartners: false,
})

/** That somebody confirmed a list: which one, and when. */
export interface Confirmed {
  list: string
  at: string
}

/** Somebody who takes part in a proposal, as it is sealed. */
export interface Member {
  part: 'lead' | 'partner' | 'subcontractor'
  /** Null for a subcontractor, whom only the lead knows. */
  organisationId: string | null
  name: string
  companyNumber: string | null
  isSme: boolean | null
  isVcse: boolean | null
  /** What it would do; may be empty for a lead alone. */
  role: string
  share: number | null
  /** Null for a subcontractor. */
  confirmed: Confirmed | null
}

/** What the rules need to know of a partner. */
export interface PartnerFacts {
  name: string
  state: PartnershipState
  share: number | null
  /** The list that it confirmed; null before. */
  confirmedList: string | null
  isVerified: boolean
}

const inWords = (names: string[]): string =>
  new Intl.ListFormat(localeOf(currentLanguage()), { type: 'conjunction' }).format(names)

const orRemove = 'Wait for them, or remove them from the consortium'
const remove = 'Remove them from the consortium'

/** Partners who keep a consortium from submitting, a sentence for each way in which they do. */
function waitingFor(partners: readonly PartnerFacts[], list: string): Record<string, string> {
  const isIn = ({ state }: PartnerFacts) => state === 'accepted'
  const ways: [string, (partner: PartnerFacts) => boolean, (many: boolean) => string, string][] = [
    [
      'invited',
      ({ state }) => state === 'invited',
      (many) => `${many ? 'have' : 'has'} not answered`,
      orRemove,
    ],
    ['declined', ({ state }) => state === 'declined', () => 'declined', remove],
    ['left', ({ state }) => state === 'left', () => 'left', remove],
    [
      'unconfirmed',
      (one) => isIn(one) && one.confirmedList !== list,
      (many) => `${many ? 'have' : 'has'} not given ${many ? 'their' : 'its'} confirmations`,
      orRemove,
    ],
    [
      'unverified',
      (one) => isIn(one) && !one.isVerified,
      (many) => `${many ? 'wait' : 'waits'} for a broker’s confirmation`,
      orRemove,
    ],
  ]
  return Object.fromEntries(
    ways.flatMap(([key, isSo, verb, mend]) => {
      const names = partners.filter(isSo).map(({ name }) => name)
      return names.length === 0
        ? []
        : [[`consortium.${key}`, `${inWords(names)} ${verb(names.length > 1)}. ${mend}`]]
    }),
  )
}

/**
 * What keeps a consortium from submitting, by field: partners who have not accepted and confirmed and were not removed,
 * each by name, and shares that do not come to 100. Either nobody has a share or everybody has one.
 * @param partners without those that the lead removed
 * @param list the confirmations that are in force
 */
export function consortiumProblems(
  plan: ConsortiumPlan,
  partners: readonly PartnerFacts[],
  list: string,
): Record<string, string> {
  const found = waitingFor(partners, list)
  const shares = [plan.leadShare, ...[...partners, ...plan.subcontractors].map(({ share }) => share)]
  const given = shares.filter((share) => share !== null)
  const sum = given.reduce((all, share) => all + share, 0)
  if (given.length > 0 && given.length < shares.length)
    found['consortium.shares'] = 'Give everybody a share of the work, the lead too, or nobody'
  else if (given.length > 0 && sum !== 100)
    found['consortium.shares'] = `The shares come to ${sum}: they must come to 100`
  return found
}
