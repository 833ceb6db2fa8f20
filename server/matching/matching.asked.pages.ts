import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { weightsQuery } from '../../shared/matching/board.schema.ts'
import { type Parts, partNames } from '../../shared/matching/parts.ts'
import { wholeDirectory } from '../../shared/organisations/directory.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { searchWords } from '../../shared/platform/search-words.ts'
import { listAwards, listSuppliers, supplierSummaries } from '../organisations/index.ts'
import { AppError, type FieldErrors, notFound } from '../platform/errors.ts'
import { fieldErrors, formState, form } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { inPoints, presentTried, presentWhyNot, weightFields } from './matching.asked.presenter.ts'
import { answerOrNull, askForWeights, askWhyNot } from './matching.asked.service.ts'
import { boardPath, mayOnBoard, showBoard } from './matching.board.pages.ts'
import { findMatches, findMatchOf } from './matching.board.service.ts'
import { nothingSought, soughtNothing } from './matching.find-box.ts'
import { liveModel } from './matching.learning.service.ts'
import { partRows, whatDecided } from './matching.compare.presenter.ts'
import type { MatchRecord } from './matching.model.ts'
import { presentForBroker } from './matching.presenter.ts'
import { askForRanking } from './matching.progress.service.ts'
import { partLabels } from './matching.score.presenter.ts'
import { getRankedChallenge } from './matching.service.ts'

const text = z.string().trim().max(200).catch('')
const awardsShown = 3

/** The challenge, and what the asker may do; shown on each of these pages. */
async function openBoard(req: Request) {
  const actor = actorOf(req)
  const challenge = await getRankedChallenge(actor, param(req, 'id'))
  return { actor, challenge, may: mayOnBoard(actor, challenge) }
}

const twoMatches = z.object({ a: text, b: text })

/** Two matches beside each other, and what decided between them; with one alone the board asks for another. */
export const compare: RequestHandler = async (req, res) => {
  const { actor, challenge } = await openBoard(req)
  const { a, b } = twoMatches.parse(req.query)
  const matches = await findMatches(challenge.id, [a, b])
  if (matches[0] && (a === b || a === '' || b === ''))
    return res.redirect(303, `${boardPath(req, challenge.id, { compare: matches[0]._id })}#compare`)
  if (matches.length !== 2) throw notFound('Pair of matches')
  matches.sort((one, other) => (one.rank || Infinity) - (other.rank || Infinity))
  const firms = matches.map((match) => presentForBroker(match, challenge, actor))
  const scored = firms.map(({ supplierName: name, score }) => ({ name, score }))
  const [first, second] = scored
  if (!first || !second) throw notFound('Pair of matches')
  res.render('matching/compare', {
    challenge,
    firms: await withEvidence(matches, firms),
    columns: firms.map(({ supplierName: title, score, rank }) => ({
      title,
      score: score?.total ?? '–',
      place: rank ?? 'not ranked yet',
    })),
    rows: partRows(scored),
    decided: whatDecided(first, second),
  })
}

/** What public records have of the firms, beside what the ranking says. */
async function withEvidence<Firm>(matches: MatchRecord[], firms: Firm[]) {
  const summaries = await supplierSummaries(matches.map(({ supplierId }) => supplierId))
  const awards = await Promise.all(matches.map(({ supplierId }) => listAwards(supplierId, 1, awardsShown)))
  return firms.map((firm, position) => ({
    ...firm,
    isKnownToBuyer: matches[position]?.reasons.some(({ kind }) => kind === 'worked-for-buyer') ?? false,
    saysNothing: summaries.get(matches[position]?.supplierId ?? '')?.saysNothing ?? false,
    whatWeDo: summaries.get(matches[position]?.supplierId ?? '')?.whatWeDo ?? '',
    awards: awards[position],
  }))
}

const whyNotQuery = z.object({ q: searchWords, supplier: text })

/** Any firm of the directory: its place for this challenge here and now, and why it is no better. */
export const whyNot: RequestHandler = async (req, res) => {
  const { actor, challenge, may } = await openBoard(req)
  const { q, supplier } = whyNotQuery.parse(req.query)
  const isEmpty = supplier === '' && soughtNothing(req)
  if (isEmpty) res.status(422)
  const isAsked = supplier !== '' && may.askIndex
  const [found, answer, match] = await Promise.all([
    q ? listSuppliers({ ...wholeDirectory, q }, 1) : null,
    isAsked ? answerOrNull(askWhyNot(actor, challenge.id, supplier)) : null,
    findMatchOf(challenge.id, supplier),
  ])
  res.render('matching/why-not', {
    challenge,
    may,
    q,
    supplier,
    found,
    form: isEmpty ? nothingSought('Enter the name of a firm') : formState(),
    isUnanswered: isAsked && !answer,
    answer: answer && presentWhyNot(answer),
    match: match && presentForBroker(match, challenge, actor),
  })
}

/** Ten fields have the same fault, so the summary says which of them is meant. */
const namingParts = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(
    Object.entries(errors).map(([name, text]) => {
      const part = partNames.find((known) => known === name)
      return [name, part ? `${partLabels[part]}: ${text.charAt(0).toLowerCase()}${text.slice(1)}` : text]
    }),
  )

/** What the address says of weights: none, some to try, or what is wrong with them. */
async function triedWeights(
  actor: Actor,
  challengeId: string,
  { query, live }: { query: Request['query']; live: Parts },
) {
  if (!partNames.some((name) => query[name] !== undefined)) return { form: formState(inPoints(live)) }
  const parsed = weightsQuery.safeParse(query)
  if (!parsed.success) return { form: formState(query, namingParts(fieldErrors(parsed.error))) }
  try {
    const answer = await answerOrNull(askForWeights(actor, challengeId, parsed.data as Parts))
    return { form: formState(query), isUnanswered: !answer, tried: answer && presentTried(answer) }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return { form: formState(query, { [partNames[0]]: error.fields['weights'] ?? error.message }) }
  }
}

async function showWeights(req: Request, res: Response, template: string): Promise<void> {
  const { actor, challenge, may } = await openBoard(req)
  const { weights: live } = await liveModel()
  const state = may.askIndex
    ? await triedWeights(actor, challenge.id, { query: req.query, live })
    : { form: formState(inPoints(live)) }
  if (state.form.summary.length > 0) res.status(422)
  res.set('Cache-Control', 'no-store')
  res.render(template, { challenge, may, fields: weightFields(live), ...state })
}

/** Who would come first if the parts weighed differently. */
export const weights: RequestHandler = (req, res) => showWeights(req, res, 'matching/weights')

/** The same without the page around it, for a script. */
export const weightsFragment: RequestHandler = (req, res) =>
  showWeights(req, res, 'matching/weights-fragment')

/** Has everybody ranked again. */
export const rerun = form({
  schema: z.strictObject({}),
  show: (req, res, state) => showBoard(req, res, param(req, 'id'), state),
  act: async (_, req, res) => {
    const challengeId = param(req, 'id')
    await askForRanking(actorOf(req), challengeId)
    res.redirect(303, `${boardPath(req, challengeId, { awaited: 'yes' })}#progress`)
  },
})
