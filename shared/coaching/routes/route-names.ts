/** The routes that the advisor knows, with their names. */
export const routeNames = {
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
export type RouteId = keyof typeof routeNames
export const routeIds = Object.keys(routeNames) as [RouteId, ...RouteId[]]
