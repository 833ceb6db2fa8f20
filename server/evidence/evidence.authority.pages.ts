import type { RequestHandler } from 'express'
import { z } from 'zod'
import { monthsAhead } from '../../shared/evidence/buying.ts'
import {
  type Concentration,
  concentrationWord,
  fewestToConcentrate,
} from '../../shared/evidence/concentration.ts'
import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { percentWords, poundsWords } from '../../shared/evidence/figure-words.ts'
import { shareFrom } from '../../shared/evidence/figures.ts'
import { actorOf, param } from '../platform/request.ts'
import { translator } from '../platform/translations.ts'
import { readAuthority, startFromContract } from './evidence.authority.service.ts'
import { isCounted } from './evidence.counted.service.ts'
import { presentEstimate, presentFigures } from './evidence.presenter.ts'

const t = translator()

const presentConcentration = (known: Concentration | null) =>
  known && {
    asManyAs: Math.max(1, Math.round(known.asManyAs)),
    greatest: percentWords(known.greatest),
    index: known.index.toFixed(2),
    word: concentrationWord(known.index),
  }

/** What is on record of an authority: its challenges here, and what it bought. */
export const record: RequestHandler = async (req, res) => {
  const { organisation, code, state, figures, buying, own, may } = await readAuthority(
    actorOf(req),
    param(req, 'code'),
  )
  const filter = { ...wholeEvidence, authority: code }
  res.render('evidence/authority', {
    authority: { name: organisation.name, code },
    isCounted: isCounted(state),
    filter,
    figures: presentFigures({ figures, filter }, t).filter(({ here }) => here?.href),
    hasChallenges: figures.some(({ id, here }) => id === 'challenges' && (here?.value ?? 0) > 0),
    buying: {
      ...buying,
      pounds: poundsWords(buying.pence),
      years: buying.years.map((year) => ({ ...year, pounds: poundsWords(year.pence) })),
      suppliers: buying.suppliers.map((one) => ({
        ...one,
        pounds: one.pence === null ? '' : poundsWords(one.pence),
        share: percentWords(one.share),
      })),
      byAwards: buying.awards < fewestToConcentrate ? null : presentConcentration(buying.byAwards),
      byValue: buying.valued < fewestToConcentrate ? null : presentConcentration(buying.byValue),
      sme: presentEstimate('sme', 'public', shareFrom(buying.sme), filter, t),
    },
    monthsAhead,
    own,
    may,
  })
}

const startSchema = z.object({ award: z.string().max(200).catch('') })

/** Begins a draft from one of its contracts. */
export const startChallenge: RequestHandler = async (req, res) => {
  const { award } = startSchema.parse(req.body)
  const id = await startFromContract(actorOf(req), param(req, 'code'), award)
  res.redirect(303, `/challenges/${id}/edit`)
}
