import { poundsTyped } from '../../shared/platform/money.ts'
import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import type { PilotSide } from '../../shared/outcomes/pilot.ts'
import { ratingNames } from '../../shared/outcomes/ratings.ts'
import { type ReviewMonths, reviewStateNames } from '../../shared/outcomes/reviews.ts'
import {
  buyerReviewForm,
  monthsSchema,
  skipReviewSchema,
  supplierReviewForm,
} from '../../shared/outcomes/reviews.schema.ts'
import { regionName } from '../../shared/organisations/region-tree.ts'
import { regions } from '../organisations/index.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { selfSaving } from '../platform/self-saving.ts'
import { sharedForm } from '../platform/unseen-changes.ts'
import { pathOf } from './outcomes.pages.ts'
import { type ReadReview, readReview, regionWords } from './outcomes.reviews.read.service.ts'
import { reviewShown } from './outcomes.reviews.shown.ts'
import { type ReviewInput, saveReview, skipReview, submitReview } from './outcomes.reviews.service.ts'

const notices = {
  saved: 'Your review is saved. Nobody but your own side reads it before you submit it.',
  submitted: 'Your review is submitted.',
  skipped: 'It is left out. The other side reads why.',
}

/** Which review an address names. @throws AppError not-found */
function placeOf(req: Request, side: PilotSide) {
  const months = monthsSchema.safeParse(param(req, 'months'))
  if (!months.success) throw notFound('Review')
  const place = { challengeId: param(req, 'id'), submissionId: param(req, 'submissionId') }
  return { ...place, months: months.data as ReviewMonths, side }
}

const asCount = (count: number | null): string => (count === null ? '' : String(count))

/** A review as the fields of its form show it. */
function valuesOf({ own }: ReadReview): object {
  if (!own) return {}
  const { content, revision } = own
  const kept = { because: '', revision }
  if (!('regionCode' in content)) return { ...content, ...kept, spendPence: poundsTyped(content.spendPence) }
  return {
    ...content,
    ...kept,
    followOnPence: poundsTyped(content.followOnPence),
    rdSpendPence: poundsTyped(content.rdSpendPence),
    jobsCreated: asCount(content.jobsCreated),
    jobsSafeguarded: asCount(content.jobsSafeguarded),
    isCounted: content.isCounted ? ['yes'] : [],
  }
}

/** The regions of level 2 in those of level 1, for a select. */
const regionGroups = () =>
  regions()
    .nations()
    .map((nation) => ({
      title: regionName(nation),
      items: [nation, ...regions().children(nation.code)].map((region) => ({
        value: region.code,
        text: region.level === 1 ? `All of ${regionName(region)}` : regionName(region),
      })),
    }))

/** The pages of one side's review. */
export function reviewPages(side: PilotSide) {
  const path = (req: Request) => `${pathOf(req)}/reviews/${param(req, 'months')}/${side}`

  const show = async (req: Request, res: Response, state: FormState = formState()): Promise<void> => {
    const review = await readReview(actorOf(req), placeOf(req, side))
    res.render('outcomes/review', {
      review,
      base: path(req),
      pilotPath: pathOf(req),
      ratingNames,
      regionWords,
      stateName: reviewStateNames[review.state],
      form: state,
      notice: noticeFor(req, notices),
    })
  }

  const edit = async (req: Request, res: Response, state?: FormState): Promise<void> => {
    const review = await readReview(actorOf(req), placeOf(req, side))
    if (!review.may.write && !state) return res.redirect(303, path(req))
    res.render(`outcomes/review-${side}`, {
      review,
      base: path(req),
      pilotPath: pathOf(req),
      ratings: Object.entries(ratingNames).map(([value, text]) => ({ value, text })),
      regionGroups: side === 'supplier' ? regionGroups() : [],
      form: sharedForm(req, state ?? formState(valuesOf(review)), reviewShown(review), {
        counted: review.own?.revision ?? 0,
      }),
      notice: noticeFor(req, notices),
    })
  }

  const saving = <Schema extends z.ZodType<ReviewInput>>(schema: Schema) =>
    selfSaving({
      schema,
      show: edit,
      save: async (sent: z.output<Schema>, req) => {
        // A form always says which save it showed; one that does not has seen none.
        const input = { ...sent, revision: sent.revision ?? -1 }
        if (input.next !== 'submit') return saveReview(actorOf(req), placeOf(req, side), input)
        const { revision } = await submitReview(actorOf(req), placeOf(req, side), input)
        return { revision, goTo: `${path(req)}?done=submitted` }
      },
      next: (_input, req) => `${path(req)}/edit?done=saved`,
      refusals: ['conflict', 'invalid', 'too-many'],
      kept: async (req) => {
        const review = await readReview(actorOf(req), placeOf(req, side))
        return { revision: review.own?.revision ?? 0, shown: reviewShown(review) }
      },
    })

  return {
    show: ((req, res) => show(req, res)) satisfies RequestHandler,
    edit: ((req, res) => edit(req, res)) satisfies RequestHandler,
    save: side === 'supplier' ? saving(supplierReviewForm) : saving(buyerReviewForm),
    skip: form({
      schema: skipReviewSchema,
      show,
      act: async ({ because }, req, res) => {
        await skipReview(actorOf(req), placeOf(req, side), because)
        res.redirect(303, `${path(req)}?done=skipped`)
      },
    }),
  }
}
