import type { Chart, ChartFacts } from './chart-rows.ts'
import {
  challengesByYear,
  feedback,
  firms,
  opennessByYear,
  outcomes,
  priceSpread,
  proposalsSpread,
  routes,
  times,
} from './foothold-charts.ts'
import { awardsByYear, parts, smallByYear, ways } from './public-charts.ts'
import { sumCharts } from './sum-charts.ts'

/** Every chart, in the order of the page. */
export const chartsOf = (facts: ChartFacts): Chart[] => [
  challengesByYear(facts),
  routes(facts),
  proposalsSpread(facts),
  firms(facts),
  priceSpread(facts),
  opennessByYear(facts),
  times(facts),
  feedback(facts),
  outcomes(facts),
  ...sumCharts(facts),
  awardsByYear(facts),
  smallByYear(facts),
  ways(facts),
  parts(
    facts.byRegion,
    { id: 'regions', title: 'Awards on public record by region', across: 'region' },
    facts.awards.awards,
  ),
  parts(
    facts.byCategory,
    { id: 'categories', title: 'Awards on public record by category', across: 'category' },
    facts.awards.awards,
  ),
]
