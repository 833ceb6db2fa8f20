/**
 * The gates of IPEC's journey, by which its own guidance is ordered. The names of the second and the third are on its
 * pages; that of the first is not known to us, so it has none.
 */
export const gateLabels = {
  '1': 'Gate 1',
  '2': 'Gate 2: Procurement Act 2023',
  '3': 'Gate 3: Routes to market to scale',
} as const
export type IpecGate = keyof typeof gateLabels
export const ipecGates = Object.keys(gateLabels) as [IpecGate, ...IpecGate[]]

/** What people work in, in the order of the filter. */
export const sectorLabels = {
  'built-environment': 'Buildings and construction',
  transport: 'Transport',
  energy: 'Energy and heat',
  environment: 'Environment and waste',
  care: 'Health and care',
  digital: 'Digital services',
  economy: 'Local economy',
} as const
export type Sector = keyof typeof sectorLabels
export const sectors = Object.keys(sectorLabels) as [Sector, ...Sector[]]

// Divisions of the CPV that belong to one sector beyond doubt.
const sectorOfDivision: Record<string, Sector> = {
  '09': 'energy',
  '33': 'care',
  '34': 'transport',
  '44': 'built-environment',
  '45': 'built-environment',
  '48': 'digital',
  '60': 'transport',
  '63': 'transport',
  '71': 'built-environment',
  '72': 'digital',
  '85': 'care',
  '90': 'environment',
}

/** The sectors that categories of 8 digits speak of without guessing, in the order of the filter. */
export function sectorsOf(categories: readonly string[]): Sector[] {
  const named = categories.map((code) => sectorOfDivision[code.slice(0, 2)])
  return sectors.filter((sector) => named.includes(sector))
}

/** The routes of the law; the advisor takes their names from here. */
export const resourceRouteLabels = {
  engagement: 'Preliminary market engagement',
  'below-threshold': 'Below-threshold competition',
  'below-threshold-reserved': 'Reserved below-threshold competition',
  open: 'Open procedure',
  'innovation-partnership': 'Competitive flexible: development partnership',
  dialogue: 'Competitive flexible: dialogue',
  'design-contest': 'Competitive flexible: design contest',
  'staged-pilots': 'Competitive flexible: staged pilots',
  'challenge-prize': 'Competitive flexible: challenge prize',
  'research-services': 'Research and development services',
  'prototype-direct-award': 'Direct award for a prototype',
  'repeat-award': 'Repeat award announced beforehand',
  framework: 'Call-off from a framework',
  'dynamic-market': 'Dynamic market',
} as const
export type ResourceRoute = keyof typeof resourceRouteLabels
export const resourceRoutes = Object.keys(resourceRouteLabels) as [ResourceRoute, ...ResourceRoute[]]

/**
 * Where a resource helps: at a step of a challenge's form, or beside what the coach finds. The ends of the names are
 * those of the form and of the coach: a test compares them.
 */
export const placesOfHelp = {
  'step-problem': 'Form: the problem and who has it',
  'step-outcomes': 'Form: the outcomes you want',
  'step-context': 'Form: context, constraints and data',
  'step-users': 'Form: who will use it',
  'step-budget': 'Form: budget and stages',
  'step-timetable': 'Form: timetable',
  'step-category': 'Form: category and region',
  'step-judging': 'Form: what you ask for and how you judge',
  'step-contact': 'Form: questions and contact',
  'step-on-file': 'Form: what is on file',
  'step-attachments': 'Form: attachments',
  'coach-requirements': 'Coach: requirements',
  'coach-conditions': 'Coach: conditions',
  'coach-judging': 'Coach: judging',
  'coach-language': 'Coach: language',
  'coach-safety': 'Coach: safety',
  'coach-statement': 'Coach: the statement of the problem',
  'coach-fairness': 'Coach: fairness',
} as const
export type PlaceOfHelp = keyof typeof placesOfHelp
export const helpPlaces = Object.keys(placesOfHelp) as [PlaceOfHelp, ...PlaceOfHelp[]]

/** Our own drawings for the head of a page: what each shows. */
export const pictureLabels = {
  none: 'No picture',
  loop: 'A loop: use again',
  talk: 'A conversation',
  push: 'An open gate',
  purse: 'A purse',
  fence: 'A safe zone beside a track',
  hub: 'A hub with spokes',
  steps: 'Rising steps',
  bill: 'A page of law',
  scales: 'Scales',
} as const
export type Picture = keyof typeof pictureLabels
export const pictures = Object.keys(pictureLabels) as [Picture, ...Picture[]]
