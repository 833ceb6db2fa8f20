import type { FileItem } from './advice.ts'
import type { Case } from './case.ts'

const item = (
  id: string,
  words: string,
  before: string,
  section: string,
  kind: FileItem['kind'] = 'law',
): FileItem => ({ id, words, before, section, kind })

const lotsWords = ({ answers }: Case): string =>
  answers.lots === 'lots'
    ? 'Lots: how the contract is divided'
    : answers.lots === 'one-contract'
      ? 'Lots: the reasons for one contract, if it could be divided'
      : 'Lots: consider them, and note the reasons if you don’t divide the contract'

/** What must be on file before a tender notice of a public contract. */
export const fileForCompetition = (given: Case): FileItem[] => [
  item('conflicts', 'Conflicts assessment, kept under review and confirmed in the notices', 'UK4', 's.83'),
  item('small-firms', 'What may keep small firms out, and what was done about it', 'UK4', 's.12(4)'),
  item('lots', lotsWords(given), 'UK4', 's.18'),
  ...(given.answers.engagement === 'none'
    ? []
    : [
        item(
          'engagement',
          'Market engagement: its notice (UK2), or the reasons for having none',
          'UK4',
          's.17',
        ),
      ]),
  item('criteria', 'Criteria with their weights, and how they are assessed', 'UK4', 's.23'),
  item('requirements', 'Requirements that are clear and ask for performance', 'UK4', 's.21(6)'),
  item('estimate', 'How the value was estimated', 'UK4', 's.4'),
  item(
    'core-information',
    'Confirmation that each supplier shared its core information on the platform',
    'the end of the tendering period',
    'reg 6(3)',
  ),
  item(
    'exclusions',
    'Exclusion grounds and the debarment list, for each supplier that may win',
    'UK6',
    's.26',
  ),
  item('records', 'Records that explain the decisions, for three years', 'every decision', 's.98'),
]

/** What must be on file before a direct award. */
export const fileForDirectAward = (justification: string, section: string): FileItem[] => [
  item('conflicts', 'Conflicts assessment, kept under review and confirmed in the notices', 'UK5', 's.83'),
  item('justification', justification, 'UK5', section),
  item('small-firms', 'What may keep small firms out, and what was done about it', 'UK5', 's.12(4)'),
  item('estimate', 'How the value was estimated', 'UK5', 's.4'),
  item('exclusions', 'Exclusion grounds and the debarment list, for the supplier', 'the award', 's.41(4)'),
  item(
    'core-information',
    'Confirmation that the supplier shared its core information on the platform',
    'the award',
    'reg 6(4)',
  ),
  item('records', 'Records that explain the decisions, for three years', 'every decision', 's.98'),
]

/** What must be on file below the threshold; where Part 6 does not apply, it is good practice. */
export const fileBelowThreshold = ({ hasPartSix, valuation }: Case): FileItem[] => [
  item(
    'small-firms',
    'What may keep small firms out, and what was done about it',
    'inviting tenders',
    's.86',
    hasPartSix ? 'law' : 'practice',
  ),
  item('estimate', 'How the value was estimated, and that it was not split', 'inviting tenders', 's.4'),
  item(
    'conflicts',
    'Conflicts of interest of those who write, judge and decide',
    'inviting tenders',
    's.83',
    'practice',
  ),
  item('criteria', 'Criteria with their weights', 'inviting tenders', 's.23', 'practice'),
  ...(valuation.isNotifiable
    ? [
        item(
          'registered',
          'The winner is registered on the central digital platform',
          'the award',
          'CDP registration',
        ),
      ]
    : []),
]

/** For contracts that the Act exempts. */
export const fileForExemption: FileItem[] = [
  item(
    'exemption',
    'Why the exemption applies: services only, public benefit, no separable main part',
    'the award',
    'Sch 2 para 22',
  ),
  item(
    'conflicts',
    'Conflicts of interest of those who write, judge and decide',
    'the award',
    's.83',
    'practice',
  ),
  item(
    'prices',
    'How prices and rights are shared, so that it is no hidden subsidy',
    'the award',
    '',
    'practice',
  ),
]

/** For a call-off from a framework. */
export const fileForCallOff: FileItem[] = [
  item(
    'framework',
    'That the framework covers the need, the authority and the value',
    'the selection process',
    's.45(5)',
  ),
  item(
    'conflicts',
    'Conflicts of interest of those who judge and decide',
    'the selection process',
    's.81',
    'law',
  ),
  item(
    'small-firms',
    'What may keep small firms out, and what was done about it',
    'the selection process',
    's.12(4)',
  ),
  item('exclusions', 'Exclusion grounds and the debarment list, for the supplier', 'the award', 's.48'),
  item('records', 'Records that explain the decisions, for three years', 'every decision', 's.98'),
]

/** For talking with the market. */
export const fileForEngagement: FileItem[] = [
  item('equal', 'What each supplier was told, so that all can be told the same', 'UK4', 's.16(3)'),
  item('advantage', 'How an unfair advantage was avoided, or who had to be left out', 'UK4', 's.16(4)'),
]
