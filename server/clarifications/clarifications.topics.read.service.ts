import mongoose from 'mongoose'
import { contentOf } from '../../shared/challenges/challenge.ts'
import { distinctTags } from '../../shared/clarifications/clarifications.topics.schema.ts'
import { type ChallengePart, partsOf } from '../../shared/clarifications/question-parts.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { challengesOfAuthority, listVersions } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { Question } from './clarifications.model.ts'

/** The part of the challenge that a question is about, for everybody who can read the question. */
export interface PresentedPart {
  key: string
  label: string
  /** Where it stands; in the last version that had it, if it is no longer there. */
  href: string
  isGone: boolean
  /** The newest version that changed it, on the day on which the question was asked or after. */
  amended: { version: number; at: Date; href: string } | null
}

interface Topical {
  partKey: string
  part: PresentedPart | null
  askedAt: Date
}

const dayOf = (at: Date): number => Math.floor(at.getTime() / 86_400_000)

/** The parts that a public challenge has now, to choose from. @throws AppError not-found */
export async function currentParts(challengeId: string): Promise<ChallengePart[]> {
  const { challenge } = await listVersions(visitor, challengeId)
  return partsOf(contentOf(challenge))
}

/** Says of each question which part it is about, and whether an amendment changed that since. */
export async function withParts<Question extends Topical>(
  challengeId: string,
  questions: Question[],
): Promise<Question[]> {
  if (questions.every(({ partKey }) => partKey === '')) return questions
  const { challenge, versions } = await listVersions(visitor, challengeId)
  const { version: number, publishedAt } = challenge
  const current = { number, at: publishedAt ?? now(), content: contentOf(challenge) }
  // The oldest first; each with its parts by their keys.
  const all = versions.length > 0 ? versions.toReversed() : [current]
  const known = all.map(({ number, at, content }) => ({
    number,
    at,
    parts: new Map(partsOf(content).map((part) => [part.key, part])),
  }))
  return questions.map((question) => ({ ...question, part: partIn(challengeId, known, question) }))
}

type KnownVersion = { number: number; at: Date; parts: Map<string, ChallengePart> }

function partIn(
  challengeId: string,
  versions: KnownVersion[],
  { partKey: key, askedAt }: Topical,
): PresentedPart | null {
  const last = versions.findLast(({ parts }) => parts.has(key))
  const part = last?.parts.get(key)
  if (!last || !part) return null
  const isGone = last !== versions.at(-1)
  const page = `/challenges/${challengeId}`
  // By days: the hour of a question would help to guess who asked it.
  const change = versions.findLast(
    ({ at, parts }, index) =>
      index > 0 &&
      dayOf(at) >= dayOf(askedAt) &&
      parts.get(key)?.text !== versions[index - 1]?.parts.get(key)?.text,
  )
  return {
    key,
    label: part.label,
    href: isGone ? `${page}/versions/${last.number}#${part.anchor}` : `${page}#${part.anchor}`,
    isGone,
    amended: change
      ? { version: change.number, at: change.at, href: `${page}/versions/${change.number}` }
      : null,
  }
}

/** Tags to choose from: those of this challenge, then those that the same buyers used elsewhere. */
export async function suggestedTags(challengeId: string, buyerIds: string[]): Promise<string[]> {
  const ofBuyers = (await Promise.all(buyerIds.map((id) => challengesOfAuthority(id, visitor)))).flat()
  const own: string[] = await Question.find({ challengeId }).distinct('tags')
  const elsewhere: string[] = await Question.find({
    challengeId: mongoose.trusted({ $in: ofBuyers.map(({ _id }) => _id) }),
    // What only some can read suggests nothing about other challenges.
    status: 'answered',
  }).distinct('tags')
  const spelt = new Set(own.map((tag) => tag.toLowerCase()))
  const others = distinctTags(elsewhere).filter((tag) => !spelt.has(tag.toLowerCase()))
  return [...own, ...others].slice(0, mostSuggested)
}
const mostSuggested = 12
