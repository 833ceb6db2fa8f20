import { type BarPart, inPoints } from './matching.score.presenter.ts'

/** Somebody whose score is laid beside another's. */
export interface Scored {
  name: string
  score: { total: string; parts: (Pick<BarPart, 'name' | 'share'> & Partial<BarPart>)[] } | null
}

/** One part of the score, as each of several firms has it, in points of 100. */
export interface PartRow {
  name: string
  /** The most that it can give; empty where that is not known. */
  most: string
  points: string[]
}

/** The parts of several scores beside each other; a dash for whoever has no score yet. */
export function partRows(firms: Scored[]): PartRow[] {
  const parts = firms.find(({ score }) => score)?.score?.parts ?? []
  return parts.map(({ name, weight = null }) => ({
    name,
    most: weight === null ? '' : (weight * 100).toFixed(0),
    points: firms.map(({ score }) => {
      const share = shareOf(score, name)
      return share === undefined ? '–' : inPoints(share, weight)
    }),
  }))
}

const shareOf = (score: Scored['score'], name: string): number | undefined =>
  score?.parts.find((part) => part.name === name)?.share

const sumOf = ({ score }: Scored): number => (score?.parts ?? []).reduce((sum, { share }) => sum + share, 0)

/** `21 against 8`; with a decimal where whole points would look the same. */
function against(a: number, b: number): string {
  const digits = (a * 100).toFixed(0) === (b * 100).toFixed(0) ? 1 : 0
  return `${(a * 100).toFixed(digits)} against ${(b * 100).toFixed(digits)}`
}

/** By how much the first is ahead of the second in each part, the most first. */
function leads(first: Scored, second: Scored) {
  return (first.score?.parts ?? [])
    .map(({ name, share }) => ({ name, own: share, other: shareOf(second.score, name) ?? 0 }))
    .sort((a, b) => b.own - b.other - (a.own - a.other))
}

/** What decided which of two firms ranks higher, in plain sentences reckoned from the parts of their scores. */
export function whatDecided(a: Scored, b: Scored): string {
  const unscored = [a, b].filter(({ score }) => !score).map(({ name }) => name)
  if (unscored.length > 0) {
    return `${unscored.join(' and ')} ${unscored.length === 1 ? 'has' : 'have'} no score yet: it comes with the next ranking.`
  }
  const [first, second] = sumOf(b) > sumOf(a) ? [b, a] : [a, b]
  const parts = leads(first, second)
  const [best, last] = [parts[0], parts.at(-1)]
  if (!best || best.own - best.other < 0.0005) return 'Both have the same score in every part.'
  const ahead = last && last.other - last.own >= 0.005 ? last : null
  const gives = `because of ${best.name.toLowerCase()}: ${against(best.own, best.other)}.`
  const but = ahead
    ? ` ${second.name} is ahead in ${ahead.name.toLowerCase()}: ${against(ahead.other, ahead.own)}.`
    : ''
  const isEven = Math.abs(sumOf(a) - sumOf(b)) < 0.00005
  return isEven
    ? `Both have the same score. ${first.name} makes up for the rest ${gives}${but}`
    : `${first.name} ranks higher ${gives}${but}`
}
