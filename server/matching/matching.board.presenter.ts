import type { BoardQuery, BoardStatus } from '../../shared/matching/board.schema.ts'
import { boardStatuses } from '../../shared/matching/board.schema.ts'
import { measureText, nowText, wantedText } from '../../shared/challenges/readable.ts'
import { regionName } from '../../shared/organisations/region-tree.ts'
import { type Challenge } from '../challenges/index.ts'
import { codeNames, regions } from '../organisations/index.ts'
import { alreadyDone } from './matching.decide.service.ts'
import type { CountOf, Diversity } from './matching.diversity.service.ts'
import type { MatchRecord } from './matching.model.ts'
import type { ProgressNow } from './matching.progress.service.ts'

/** A challenge as it stands beside its candidates: what a broker weighs them by. */
export const presentBrief = (challenge: Challenge) => ({
  id: challenge._id,
  title: challenge.title,
  authority: challenge.authorityName,
  summary: challenge.summary,
  problem: challenge.problem,
  outcomes: challenge.outcomes.map((outcome) => ({
    title: outcome.title,
    measure: measureText(outcome),
    now: nowText(outcome),
    wanted: wantedText(outcome),
  })),
  places: challenge.regions.map(codeNames.region),
  categories: challenge.cpv.map(codeNames.category),
  budget: challenge.budget,
  askBy: challenge.timetable.askBy,
  respondBy: challenge.timetable.respondBy,
})

const statusLabels: Record<BoardStatus, string> = {
  waiting: 'Waiting for a decision',
  'below-line': 'Below the line',
  approved: 'Approved, not signed up',
  sent: 'Sent',
  declined: 'Declined',
  'not-for-me': 'Not for them',
}

/** The choices of the board's filters, with those ticked that are chosen. */
export function presentFilters(query: BoardQuery, regionsThere: string[]) {
  const places = regions()
    .nations()
    .filter(({ code }) => regionsThere.includes(code) || query.region.includes(code))
  return {
    status: boardStatuses.map((value) => ({
      value,
      text: statusLabels[value],
      checked: query.status.includes(value),
    })),
    region: places.map((region) => ({
      value: region.code,
      text: regionName(region),
      checked: query.region.includes(region.code),
    })),
    sme: [{ value: 'yes', text: 'SME', checked: query.sme }],
    vcse: [{ value: 'yes', text: 'VCSE', checked: query.vcse }],
    newToBuyer: [{ value: 'yes', text: 'New to this council', checked: query.newToBuyer }],
    claimed: [
      { value: 'any', text: 'Any', checked: query.claimed === 'any' },
      { value: 'yes', text: 'Claimed', checked: query.claimed === 'yes' },
      { value: 'no', text: 'Not claimed', checked: query.claimed === 'no' },
    ],
  }
}

/** `13 of 18 (72%)`, said to be of those known where some are not. */
function share({ count, known }: CountOf, total: number): string {
  if (total === 0) return 'none yet'
  if (known === 0) return 'not known'
  const percent = Math.round((100 * count) / known)
  return `${count} of ${known}${known < total ? ' known' : ''} (${percent}%)`
}

/** Who is in the list, in words and numbers: a row for each thing to know, above the line and sent. */
export function presentDiversity({ aboveLine, sent }: { aboveLine: Diversity; sent: Diversity }) {
  const row = (label: string, of: (list: Diversity) => CountOf) => ({
    label,
    aboveLine: share(of(aboveLine), aboveLine.total),
    sent: share(of(sent), sent.total),
  })
  return {
    aboveLine,
    sent,
    rows: [
      row('SMEs', ({ sme }) => sme),
      row('VCSEs', ({ vcse }) => vcse),
      row('New to this council', ({ newToBuyer }) => newToBuyer),
      row('Has won from this council before', ({ knownToBuyer }) => knownToBuyer),
    ],
  }
}

/** What a decision on several came to, by how those matches stand now. */
export function presentMany(decided: MatchRecord[], refused: MatchRecord[]) {
  const named = (status: MatchRecord['status']) =>
    decided.filter((match) => match.status === status).map(({ supplier }) => supplier.name)
  return {
    sent: named('sent'),
    approved: named('approved'),
    declined: named('declined'),
    refused: refused.map(({ supplier, status }) => ({ name: supplier.name, why: alreadyDone[status] })),
  }
}

const counted = new Intl.NumberFormat('en-GB')

/** How far a ranking has come, as a list of steps and a sentence. */
export function presentProgress({ state, at, suppliers, stored, look }: ProgressNow) {
  const steps = [
    { state: 'waiting', text: 'Waiting for a worker' },
    { state: 'reading', text: 'Reading the directory' },
    {
      state: 'ranking',
      text: suppliers === null ? 'Ranking the suppliers' : `Ranking ${counted.format(suppliers)} suppliers`,
    },
    {
      state: 'storing',
      text: stored === null ? 'Storing the best' : `Storing the best ${counted.format(stored)}`,
    },
  ]
  const current = look === 'done' ? steps.length : steps.findIndex((step) => step.state === state)
  return {
    look,
    at,
    now: steps[current]?.text ?? '',
    done: `Ranked ${counted.format(suppliers ?? 0)} suppliers and stored the best ${counted.format(stored ?? 0)}.`,
    steps: steps.map(({ text }, position) => ({
      text,
      isDone: position < current,
      isNow: position === current,
    })),
  }
}
