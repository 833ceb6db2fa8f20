import type { Request, RequestHandler, Response } from 'express'
import {
  introductionKindLabels,
  introductionStatusLabels,
  possibleKinds,
  sideViewLabels,
} from '../../shared/matching/introduction.ts'
import {
  declineIntroductionSchema,
  plainAnswerSchema,
  type ProposeQuery,
  proposeIntroductionSchema,
  proposeQuery,
} from '../../shared/matching/introduction.schema.ts'
import { wholeDirectory } from '../../shared/organisations/directory.schema.ts'
import { pageQuery, pageThatIs } from '../../shared/platform/pagination.ts'
import { type Challenge, getChallenge } from '../challenges/index.ts'
import { findOrganisation, listSuppliers } from '../organisations/index.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { translator } from '../platform/translations.ts'
import { nothingSought, soughtNothing } from './matching.find-box.ts'
import {
  acceptIntroduction,
  declineIntroduction,
  isIntroducible,
  proposeIntroduction,
  withdrawIntroduction,
} from './matching.introduce.service.ts'
import { introductionPolicy } from './matching.introduction.policy.ts'
import {
  presentAnswering,
  presentForSide,
  presentForSides,
  presentIntroductionForBroker,
} from './matching.introduction.presenter.ts'
import {
  getIntroduction,
  listIntroductions,
  listIntroductionsOf,
  stageOf,
} from './matching.introduction.service.ts'
import { getRankedChallenge } from './matching.service.ts'

const listPath = (challengeId: string): string => `/challenges/${challengeId}/introductions`

const done = (req: Request): string | undefined =>
  noticeFor(req, {
    proposed: 'Proposed. Both sides are asked, and have each other’s contact once both have accepted.',
    withdrawn: 'Withdrawn. Both sides are told that it will not come about.',
  })

async function showList(req: Request, res: Response, state?: FormState): Promise<void> {
  await renderList(req, res, param(req, 'id'), state)
}

async function renderList(
  req: Request,
  res: Response,
  challengeId: string,
  state?: FormState,
): Promise<void> {
  const actor = actorOf(req)
  await getRankedChallenge(actor, challengeId)
  const challenge = await getChallenge(challengeId)
  const list = await pageThatIs(pageQuery.parse(req.query).page, (page) =>
    listIntroductions(challengeId, page),
  )
  const possible = possibleKinds(stageOf(challenge))
  res.render('matching/introductions', {
    challenge: { id: challenge._id, title: challenge.title },
    list: {
      ...list,
      items: list.items.map((introduction) =>
        presentIntroductionForBroker({ introduction, challenge }, actor),
      ),
    },
    labels: { kinds: introductionKindLabels, statuses: introductionStatusLabels },
    possible,
    may: { propose: introductionPolicy.propose(actor, 'suppliers', possible) },
    notice: done(req),
    form: state,
  })
}

/** The introductions over one challenge, for the brokers. */
export const introductions: RequestHandler = (req, res) => showList(req, res)

/** What has been chosen so far, from the address or from the form that was refused. */
function chosenSoFar(req: Request, { values }: FormState): ProposeQuery {
  const { between, supplierId, otherSupplierId } = values
  const posted = { between, supplier: supplierId, other: otherSupplierId }
  return proposeQuery.parse(req.method === 'POST' ? posted : req.query)
}

async function namesOf(ids: (string | undefined)[]): Promise<({ id: string; name: string } | null)[]> {
  const found = await Promise.all(ids.map((id = '') => findOrganisation(id)))
  return found.map((one) => (isIntroducible(one) ? { id: one.id, name: one.name } : null))
}

async function showPropose(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  await getRankedChallenge(actor, param(req, 'id'))
  const challenge: Challenge = await getChallenge(param(req, 'id'))
  const possible = possibleKinds(stageOf(challenge))
  const wanted = chosenSoFar(req, state)
  const only = possible.length === 1 ? possible[0] : undefined
  const between = wanted.between && possible.includes(wanted.between) ? wanted.between : only
  const [supplier, other] = await namesOf([wanted.supplier, wanted.other])
  const isChosen = Boolean(wanted.choosing === 'other' ? other : supplier)
  // What was searched for is done with once somebody was chosen from it.
  const q = wanted.choosing && isChosen ? '' : wanted.q
  const directory = { ...wholeDirectory, claimed: 'yes' as const, q }
  const isSearching = between !== undefined && !(supplier && (other || between !== 'suppliers'))
  const shown = stillToChoose(wanted, isChosen) ?? (isSearching ? emptySearch(req) : null) ?? state
  if (shown !== state) res.status(422)
  res.render('matching/introduce', {
    challenge: { id: challenge._id, title: challenge.title, authorityName: challenge.authorityName },
    may: { propose: introductionPolicy.propose(actor, 'suppliers', possible) },
    possible,
    between,
    supplier,
    other: between === 'suppliers' && other?.id !== supplier?.id ? other : null,
    q,
    found: q ? await listSuppliers(directory, 1) : null,
    labels: introductionKindLabels,
    form: shown,
  })
}

const emptySearch = (req: Request): FormState | null =>
  soughtNothing(req) ? nothingSought('Enter the name of a supplier, or what it does') : null

const stillToChoose = ({ choosing }: ProposeQuery, isChosen: boolean): FormState | null =>
  choosing && !isChosen ? nobodyChosen(choosing) : null

/** The page for somebody who went on without choosing one of those found. */
const nobodyChosen = (which: 'supplier' | 'other'): FormState =>
  formState(
    {},
    which === 'other'
      ? { otherSupplierId: 'Choose the other supplier' }
      : { supplierId: 'Choose a supplier' },
  )

/** Choosing whom to introduce, a question at a time, then saying why. */
export const propose: RequestHandler = (req, res) => showPropose(req, res, formState())

export const proposeWithWords = form({
  schema: proposeIntroductionSchema,
  show: showPropose,
  act: async (input, req, res) => {
    const { challengeId, _id } = await proposeIntroduction(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `${listPath(challengeId)}?done=proposed#introduction-${_id}`)
  },
})

export const withdraw = form({
  schema: plainAnswerSchema,
  show: async (req, res, state) => {
    const { introduction } = await getIntroduction(actorOf(req), param(req, 'id'))
    await renderList(req, res, introduction.challengeId, state)
  },
  act: async (_input, req, res) => {
    const { challengeId } = await withdrawIntroduction(actorOf(req), param(req, 'id'))
    res.redirect(303, `${listPath(challengeId)}?done=withdrawn`)
  },
})

/** The introductions of the actor's own organisation: a supplier's or an authority's. */
export const ownIntroductions: RequestHandler = async (req, res) => {
  const actor = actorOf(req)
  const { organisation } = actor
  if (!organisation || organisation.kind === 'brokerage') throw notFound()
  const list = await pageThatIs(pageQuery.parse(req.query).page, (page) =>
    listIntroductionsOf(organisation.id, page),
  )
  res.render('matching/introductions-own', {
    list: { ...list, items: await presentForSides(list.items, actor) },
    labels: sideViewLabels,
  })
}

async function showIntroduction(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const found = await getIntroduction(actor, param(req, 'id'))
  // The brokers see it among the others of its challenge.
  if (introductionPolicy.seeAll(actor)) {
    const { challengeId, _id } = found.introduction
    return res.redirect(303, `${listPath(challengeId)}#introduction-${_id}`)
  }
  const t = translator()
  res.render('matching/introduction', {
    introduction: await presentForSide(found, actor),
    ...(await presentAnswering(found, actor)),
    isBuyer: actor.organisation?.kind === 'authority',
    notice: noticeFor(req, {
      accepted: t('You accepted. You hear from us when it comes about, or when it does not.'),
      made: t('You are introduced. Their contact is on this page.'),
      declined: t('You declined. The other side hears only that it does not come about.'),
    }),
    form: state,
  })
}

/** One introduction, for either side of it. */
export const introduction: RequestHandler = (req, res) => showIntroduction(req, res, formState())

export const accept = form({
  schema: plainAnswerSchema,
  show: showIntroduction,
  act: async (_input, req, res) => {
    const { _id, status } = await acceptIntroduction(actorOf(req), param(req, 'id'))
    res.redirect(303, `/introductions/${_id}?done=${status === 'made' ? 'made' : 'accepted'}`)
  },
})

export const decline = form({
  schema: declineIntroductionSchema,
  show: showIntroduction,
  act: async ({ reason }, req, res) => {
    const { _id } = await declineIntroduction(actorOf(req), param(req, 'id'), reason)
    res.redirect(303, `/introductions/${_id}?done=declined`)
  },
})
