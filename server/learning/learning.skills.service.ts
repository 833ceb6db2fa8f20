import mongoose from 'mongoose'
import { beforeAndAfter, fewestOfOwn, fewestPeople, type Mean } from '../../shared/learning/before-after.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { draftScores } from '../challenges/index.ts'
import { findOrganisations, membersOf, organisationIdsOf } from '../organisations/index.ts'
import { allow, notFound } from '../platform/errors.ts'
import { courses } from './learning.courses.data.ts'
import { Consent, Progress, type ProgressRecord } from './learning.model.ts'
import { learningPolicy } from './learning.policy.ts'

/** How one course was taken by a group of people. */
export interface CourseFigures {
  course: string
  title: string
  /**
   * Who began it, those who completed it included; null where it is not told, so that nobody could be made out. Of an
   * authority at least so many: those who agreed to be shown, and of all others whole fives.
   */
  begun: number | null
  completed: number | null
  /** Those who agreed to be shown. */
  people: { name: string; begunAt: Date; completedAt: Date | null }[]
  drafts: { before: Mean | null; after: Mean | null }
}

type Standing = Pick<ProgressRecord, 'userId' | 'course' | 'begunAt' | 'completedAt'>

const standings = (filter: object): Promise<Standing[]> =>
  Progress.find(filter, { _id: 0, userId: 1, course: 1, begunAt: 1, completedAt: 1 })
    .sort({ begunAt: 1 })
    .lean<Standing[]>()

/** Those of these people who agreed to this. */
async function agreedAmong(userIds: string[], to: 'showName' | 'countDrafts'): Promise<Set<string>> {
  const found = await Consent.find(
    { _id: mongoose.trusted({ $in: userIds }), [to]: mongoose.trusted({ $ne: null }) },
    { _id: 1 },
  ).lean()
  return new Set(found.map(({ _id }) => _id))
}

/** How many of those who took a course may be told. */
type Tell = (taken: Standing[]) => number | null

/**
 * How many colleagues may be told of one another: those with names, and of the others whole fives, so that none of them
 * is seen to begin. Nought is told as little as one, and nothing where it would be nearly all: whoever reads it is one of
 * them, and would know the rest.
 */
const amongColleagues =
  (members: number, names: ReadonlyMap<string, string>): Tell =>
  (taken) => {
    const named = taken.filter(({ userId }) => names.has(userId)).length
    const told = Math.floor((taken.length - named) / fewestPeople) * fewestPeople
    return told === 0 || told >= members - names.size - 1 ? null : named + told
  }

/** The figures of each course, and the means of the drafts of those who agreed. */
async function figuresOf(
  taken: Standing[],
  names: ReadonlyMap<string, string>,
  tell: Tell,
): Promise<CourseFigures[]> {
  const completers = [...new Set(taken.filter(({ completedAt }) => completedAt).map(({ userId }) => userId))]
  const counted = await agreedAmong(completers, 'countDrafts')
  const drafts = await draftScores([...counted])
  return courses().map(({ slug, title }) => {
    const ofCourse = taken.filter(({ course }) => course === slug)
    const completedAt = new Map(
      ofCourse.flatMap(({ userId, completedAt: at }) =>
        at && counted.has(userId) ? [[userId, at] as const] : [],
      ),
    )
    return {
      course: slug,
      title,
      begun: tell(ofCourse),
      completed: tell(ofCourse.filter((one) => one.completedAt !== null)),
      people: ofCourse.flatMap(({ userId, begunAt, completedAt: at }) => {
        const name = names.get(userId)
        return name === undefined ? [] : [{ name, begunAt, completedAt: at }]
      }),
      drafts: beforeAndAfter(drafts, completedAt),
    }
  })
}

/**
 * What an authority's own people have learnt: figures, and the names of those who agreed.
 * @throws AppError not-found for everybody else
 */
export async function skillsOf(
  actor: Actor,
  authorityId: string,
): Promise<{ members: number; courses: CourseFigures[] }> {
  if (!learningPolicy.seeSkills(actor, authorityId)) throw notFound()
  const members = await membersOf(authorityId)
  const userIds = members.map(({ userId }) => userId)
  const [taken, shown] = await Promise.all([
    standings({ userId: mongoose.trusted({ $in: userIds }) }),
    agreedAmong(userIds, 'showName'),
  ])
  const names = new Map(
    members.filter(({ userId }) => shown.has(userId)).map(({ userId, name }) => [userId, name]),
  )
  return {
    members: members.length,
    courses: await figuresOf(taken, names, amongColleagues(members.length, names)),
  }
}

/**
 * The means of this person's own drafts before and after each course that they completed, by the course's address: for
 * nobody but them, and so without their leave.
 */
export async function ownDrafts(actor: Actor): Promise<Map<string, CourseFigures['drafts']>> {
  if (!learningPolicy.keepProgress(actor)) return new Map()
  const { userId } = actor
  const completed = (await standings({ userId })).filter(({ completedAt }) => completedAt !== null)
  const drafts = completed.length > 0 ? await draftScores([userId]) : []
  return new Map(
    completed.map(({ course, completedAt }) => [
      course,
      beforeAndAfter(drafts, new Map([[userId, completedAt as Date]]), fewestOfOwn),
    ]),
  )
}

/** The people of these who belong to an authority today. */
async function ofAuthorities(userIds: string[]): Promise<{ userIds: Set<string>; authorities: number }> {
  const belongings = await organisationIdsOf(userIds)
  const organisations = await findOrganisations([
    ...new Set([...belongings.values()].flatMap((ids) => [...ids])),
  ])
  const found = new Set<string>()
  const authorities = new Set<string>()
  for (const [userId, ids] of belongings)
    for (const id of ids)
      if (organisations.get(id)?.kind === 'authority') {
        found.add(userId)
        authorities.add(id)
      }
  return { userIds: found, authorities: authorities.size }
}

/** A figure that stands for so few people that they could be made out is not told, nor that it is nought: null. */
const enough = (count: number): number | null => (count >= fewestPeople ? count : null)

export interface Totals {
  authorities: number | null
  courses: {
    course: string
    title: string
    begun: number | null
    completed: number | null
    drafts: CourseFigures['drafts']
  }[]
}

/** The same for all authorities together, without names. @throws AppError forbidden for all but brokers */
export async function skillTotals(actor: Actor): Promise<Totals> {
  allow(learningPolicy.seeTotals(actor), 'Only brokers see the figures of all authorities')
  const taken = await standings({})
  const { userIds, authorities } = await ofAuthorities([...new Set(taken.map(({ userId }) => userId))])
  const figures = await figuresOf(
    taken.filter(({ userId }) => userIds.has(userId)),
    new Map(),
    ({ length }) => enough(length),
  )
  return {
    authorities: enough(authorities),
    courses: figures.map(({ people: _, ...one }) => one),
  }
}
